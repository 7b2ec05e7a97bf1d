"""Dates of Chinese pages and office time: always Asia/Shanghai, whatever the machine says."""
