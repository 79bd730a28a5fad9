# shellcheck shell=bash
# Every sentence install.sh says, in English and Chinese. %s are filled in by the caller, in order.
# shellcheck disable=SC2034  # read by say in steps.sh
declare -A EN ZH

EN[usage]='Zhitong: petition kiosks, LED walls and the county station they answer to.

  ./install.sh demo [OPTION...]   installs what is missing, then shows kiosk, wall and county at work on this machine
  ./install.sh test [PYTEST...]   installs what is missing, then runs every check and test
  ./install.sh kiosk  --config terminal.toml [--bundle KEYS.tar]   makes this machine a petition terminal
  ./install.sh wall   --config terminal.toml [--bundle KEYS.tar]   makes this machine an LED wall player
  ./install.sh county --config county.toml                         makes this machine the county station

  --root DIR   writes every file of a machine under DIR and starts nothing: for a look, an image, a test

Needs Debian 12 or Raspberry Pi OS 64-bit, and root or sudo. Running it again is safe.'
ZH[usage]='直通：信访接待终端、村务公开大屏和县级工作站。

  ./install.sh demo [选项...]     安装缺少的软件，然后在本机演示终端、大屏和县级工作台
  ./install.sh test [PYTEST...]   安装缺少的软件，然后运行全部检查和测试
  ./install.sh kiosk  --config terminal.toml [--bundle 密钥.tar]   把本机装成信访终端
  ./install.sh wall   --config terminal.toml [--bundle 密钥.tar]   把本机装成大屏播放机
  ./install.sh county --config county.toml                         把本机装成县级工作站

  --root 目录   只把整机的文件写到该目录下，什么都不启动：用于查看、做镜像、测试

需要 Debian 12 或 64 位 Raspberry Pi OS，以及 root 或 sudo。重复运行是安全的。'

EN[unknown_role]='There is no role "%s". ./install.sh --help names the five there are.'
ZH[unknown_role]='没有“%s”这个角色。./install.sh --help 会列出全部五个。'
EN[unknown_option]='There is no option "%s". ./install.sh --help names those there are.'
ZH[unknown_option]='没有“%s”这个选项。./install.sh --help 会列出全部选项。'
EN[needs_value]='The option %s needs a value after it.'
ZH[needs_value]='选项 %s 后面要写上值。'

EN[not_debian]='This machine has no apt-get. Zhitong installs on Debian 12 and Raspberry Pi OS 64-bit; please use one of them.'
ZH[not_debian]='本机没有 apt-get。直通可装在 Debian 12 和 64 位 Raspberry Pi OS 上，请换用其中之一。'
EN[not_64_bit]='This system is %s. Zhitong needs a 64-bit system (amd64 or arm64); please install the 64-bit image.'
ZH[not_64_bit]='本机系统是 %s。直通需要 64 位系统（amd64 或 arm64），请安装 64 位镜像。'
EN[clock_wrong]='The clock says %s. Certificates fail with a wrong clock: set it (sudo date -s "2026-11-22 08:00") and run this again.'
ZH[clock_wrong]='本机时间是 %s。时间不对时证书无法通过：请先校时（sudo date -s "2026-11-22 08:00"）再运行。'
EN[disk_full]='Less than 2.5 GB are free at %s. Free some room and run this again.'
ZH[disk_full]='%s 可用空间不足 2.5 GB。请腾出空间后再运行。'
EN[no_sudo]='Installing packages needs root, and sudo is not here. Run this as root.'
ZH[no_sudo]='安装软件包需要 root 权限，而本机没有 sudo。请用 root 运行。'
EN[no_root]='Making a machine of this needs root. Run: sudo ./install.sh %s'
ZH[no_root]='装成整机需要 root 权限。请运行：sudo ./install.sh %s'

EN[apt_nothing]='Debian packages: all here already.'
ZH[apt_nothing]='Debian 软件包：都已装好。'
EN[apt_installing]='Debian packages: installing %s: %s'
ZH[apt_installing]='Debian 软件包：正在安装 %s 个：%s'
EN[apt_updating]='Debian packages: fetching the list of packages first.'
ZH[apt_updating]='Debian 软件包：先更新软件包列表。'
EN[apt_update_failed]='The list of packages could not be fetched. Check the network and /etc/apt/sources.list, then run this again. Log: %s'
ZH[apt_update_failed]='无法更新软件包列表。请检查网络和 /etc/apt/sources.list，然后再运行。日志：%s'
EN[apt_failed]='Some Debian packages could not be installed. Run "sudo apt-get -f install", see what it says, then run this again. Log: %s'
ZH[apt_failed]='有 Debian 软件包没有装上。请运行 “sudo apt-get -f install” 看提示，然后再运行。日志：%s'

EN[no_python]='No Python 3.11 or later with venv was found (python3 says: %s). Use Debian 12 or later.'
ZH[no_python]='没有找到带 venv 的 Python 3.11 或更新版本（python3 显示：%s）。请使用 Debian 12 或更新系统。'
EN[venv_nothing]='Python packages: all here already (%s).'
ZH[venv_nothing]='Python 软件包：都已装好（%s）。'
EN[venv_making]='Python packages: installing into %s, %s packages, each checked against its hash.'
ZH[venv_making]='Python 软件包：正在装入 %s，共 %s 个，逐个核对哈希值。'
EN[venv_failed]='Python could not make its own folder (.venv). Remove it and run this again. Log: %s'
ZH[venv_failed]='Python 无法建立自己的目录（.venv）。请删除它再运行。日志：%s'
EN[pip_failed]='Python packages could not be installed. Check the network, or set a mirror (pip config set global.index-url ADDRESS), then run this again. Log: %s'
ZH[pip_failed]='Python 软件包没有装上。请检查网络，或设置镜像（pip config set global.index-url 地址），然后再运行。日志：%s'
EN[starting_demo]='Starting the demo.'
ZH[starting_demo]='正在启动演示。'

EN[no_config]='Which machine is this? Give its file: ./install.sh %s --config FILE (docs/operations.md shows one).'
ZH[no_config]='这是哪一台机器？请给出配置文件：./install.sh %s --config 文件（docs/operations.md 有样例）。'
EN[config_missing]='The file %s is not there. Check the name and run this again.'
ZH[config_missing]='没有 %s 这个文件。请核对文件名后再运行。'
EN[config_bad]='The file %s is not right: %s. Correct it and run this again; nothing was changed.'
ZH[config_bad]='文件 %s 有错：%s。请改正后再运行；本机没有任何改动。'
EN[bundle_missing]='The keys %s are not there. The county makes them (docs/operations.md, "enrol a terminal").'
ZH[bundle_missing]='没有 %s 这个密钥包。密钥包由县里制作（见 docs/operations.md）。'
EN[bundle_bad]='The keys could not be unpacked. Ask the county for a new bundle. Log: %s'
ZH[bundle_bad]='密钥包无法解开。请向县里要一个新的。日志：%s'
EN[user]='Service user %s: no password, no shell.'
ZH[user]='服务用户 %s：没有密码，不能登录。'
EN[user_failed]='The service user could not be made. Log: %s'
ZH[user_failed]='无法建立服务用户。日志：%s'
EN[copying]='Program: copying it to %s, owned by root.'
ZH[copying]='程序：复制到 %s，归 root 所有。'
EN[copy_failed]='The program could not be copied. Is the disk full? Log: %s'
ZH[copy_failed]='程序复制失败。磁盘满了吗？日志：%s'
EN[configuring]='Configuration: %s'
ZH[configuring]='配置：%s'
EN[units]='Services: %s'
ZH[units]='服务：%s'
EN[lockdown]='Lock-down: no swap, no core dumps, no login on the screen, hardware watchdog.'
ZH[lockdown]='加固：关闭交换区和内存转储，屏幕不能登录，启用硬件看门狗。'
EN[service_failed]='The services were written but could not be started. See: journalctl -b -u "zhitong-*". Log: %s'
ZH[service_failed]='服务已写好但没有启动。请看：journalctl -b -u "zhitong-*"。日志：%s'
EN[no_systemd]='This system was not started by systemd, so nothing was started: every file is in place. Start the machine normally, or run: systemctl enable --now %s'
ZH[no_systemd]='本系统不是由 systemd 启动的，所以没有启动服务，但文件都已就位。请正常开机，或运行：systemctl enable --now %s'
EN[root_done]='Every file of a %s lies under %s. Nothing was started.'
ZH[root_done]='%s 的全部文件都在 %s 下，什么都没有启动。'
EN[machine_done]='This machine is a %s now. It starts by itself; see it with: systemctl status %s'
ZH[machine_done]='本机现在是 %s。开机自动启动；查看：systemctl status %s'
EN[keys_missing]='The keys of this terminal are not there yet: its services wait for %s.'
ZH[keys_missing]='本终端还没有密钥：服务会等待 %s。'
EN[found_missing]='This county is not founded yet, so its services wait. Next: "zhitong county found" (docs/operations.md, "The first Monday").'
ZH[found_missing]='本县还没有初始化，服务在等待。下一步：“zhitong county found”（见 docs/operations.md）。'
