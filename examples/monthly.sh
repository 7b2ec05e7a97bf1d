#!/usr/bin/env bash
# 每月扫描站点清单：每次一个运行目录，另存 JSON 报告。用法：monthly.sh 清单 存放目录
# crontab（每月 2 日 1 时，同一时间只跑一个；有输出才有邮件）：
#   CRON_TZ=Asia/Shanghai
#   0 1 2 * * flock -n /var/lib/govcheck/lock /opt/govcheck/monthly.sh /etc/govcheck/sites.xlsx /var/lib/govcheck
set -euo pipefail

sites=${1:?用法：monthly.sh 清单 存放目录}
kept=${2:?用法：monthly.sh 清单 存放目录}
name=$(TZ=Asia/Shanghai date +%Y-%m-%d)

umask 077
mkdir -p -- "$kept"
code=0
govcheck scan -s "$sites" --run "$kept/$name" -o "$kept/$name.json" >"$kept/$name.txt" 2>"$kept/$name.log" || code=$?

# 0：做完了；5：有没看到的，报告里逐条写明了原因和办法。其余的告诉收信人。
case $code in
  0 | 5) ;;
  *)
    echo "govcheck 退出码 $code，见 $kept/$name.log" >&2
    exit "$code"
    ;;
esac
