# shellcheck shell=bash
# Turns this machine into a kiosk, a wall or a county station. Sourced by install.sh; --root DIR only writes files.
# One service user, the program under /opt/zhitong owned by root, state under /var/lib/zhitong owned by the user.

readonly PROGRAM=/opt/zhitong/program VENV=/opt/zhitong/venv HOME_DIR=/var/lib/zhitong SERVICE_USER=zhitong

provision() {  # provision kiosk|wall|county
  local role=$1 settings=terminal.toml services
  case $role in
    county) settings=county.toml services=(zhitong-broker zhitong-gateway zhitong-web) ;;
    *) services=(zhitong-edge "zhitong-$role") ;;
  esac
  settle_config "$role" "$settings"
  if [[ $ROOT ]]; then  # the settings are checked by this checkout's own venv
    if [[ ! -x $HERE/.venv/bin/python ]]; then
      check_machine
      install_packages "$role"
      make_venv "$HERE/.venv" "$role" "$HERE"
    fi
  else
    ((EUID == 0)) || stop no_root "$role ${CONFIG:+--config $CONFIG}"
    check_machine
    install_packages "$role"
    copy_program "$PROGRAM"
    make_venv "$VENV" "$role" "$PROGRAM"
    # The service user may not write beside the program, so it would compile everything again at each start.
    "$VENV/bin/python" -m compileall -q "$PROGRAM" >>"$LOG" 2>&1 || true
  fi
  check_config "$role"
  if [[ $role == county ]] && relay_wanted; then
    if [[ ! $ROOT ]]; then install_packages relay; fi
    services+=(zhitong-relay)
  fi
  make_user
  write_home "$settings"
  write_units "$role" "${services[@]}"
  if [[ $role == wall ]]; then welcome_sticks; fi
  lock_down "$role"
  start_services "$role" "${services[@]}"
}

settle_config() {  # the file given, or the one that came with the bundle, or the one this machine has already
  local role=$1 settings=$2
  if [[ $BUNDLE && ! -e $BUNDLE ]]; then stop bundle_missing "$BUNDLE"; fi
  if [[ -f $BUNDLE ]]; then
    local unpacked=$HERE/build/bundle
    rm -rf "$unpacked"
    (umask 077 && mkdir -p "$unpacked")
    attempt bundle_bad tar -xf "$BUNDLE" -C "$unpacked" --no-same-owner
    BUNDLE=$unpacked
  fi
  if [[ ! $CONFIG && -f $BUNDLE/$settings ]]; then CONFIG=$BUNDLE/$settings; fi
  if [[ ! $CONFIG && -f $ROOT$HOME_DIR/$settings ]]; then CONFIG=$ROOT$HOME_DIR/$settings; fi
  [[ $CONFIG ]] || stop no_config "$role"
  [[ -f $CONFIG ]] || stop config_missing "$CONFIG"
}

checking_python() {
  if [[ $ROOT ]]; then echo "$HERE/.venv/bin/python"; else echo "$VENV/bin/python"; fi
}

relay_wanted() {  # [relay] here = true in county.toml
  "$(checking_python)" -m county.call.coturn --config "$CONFIG" >>"$LOG" 2>&1
}

check_config() {  # by the program's own reader, so that what is accepted here starts there
  local complaint
  if ! complaint=$("$(checking_python)" install/check_config.py "$1" "$CONFIG" 2>&1); then
    stop config_bad "$CONFIG" "$(tail -n 1 <<<"$complaint")"
  fi
}

copy_program() {  # whole or not at all: a copy beside, then one rename
  say copying "$1"
  mkdir -p "$(dirname "$1")"
  rm -rf "$1.new"
  mkdir "$1.new"
  attempt copy_failed cp -a --no-preserve=ownership bench broker-config county demo docs edge hardware install kiosk \
    locks wire install.sh zhitong.py pyproject.toml README.md LICENSE "$1.new/"
  find "$1.new" \( -name __pycache__ -o -name node_modules \) -prune -exec rm -rf {} +
  chmod -R u=rwX,go=rX "$1.new"
  rm -rf "$1.old"
  if [[ -d $1 ]]; then mv "$1" "$1.old"; fi
  mv "$1.new" "$1"
  rm -rf "$1.old"
}

make_user() {
  if [[ $ROOT ]] || id "$SERVICE_USER" >/dev/null 2>&1; then return; fi
  say user "$SERVICE_USER"
  attempt user_failed useradd --system --user-group --no-create-home --home-dir "$HOME_DIR" \
    --shell /usr/sbin/nologin "$SERVICE_USER"
}

owned_by_service() {
  if [[ ! $ROOT ]]; then chown -R "$SERVICE_USER:$SERVICE_USER" "$1"; fi
}

write_home() {  # settings lie in the home, where the services read them; /etc/zhitong shows the way
  local settings=$1 home=$ROOT$HOME_DIR
  say configuring "$home/$settings"
  install -d -m 700 "$home"
  install -d -m 755 "$ROOT/etc/zhitong"
  if [[ ! $CONFIG -ef $home/$settings ]]; then install -m 600 "$CONFIG" "$home/$settings"; fi
  ln -sfn "$HOME_DIR/$settings" "$ROOT/etc/zhitong/$settings"
  if [[ -d $BUNDLE/keys && ! -d $home/keys ]]; then
    (umask 077 && cp -r "$BUNDLE/keys" "$home/keys.new" && chmod -R go= "$home/keys.new")
    mv "$home/keys.new" "$home/keys"
  fi
  rm -rf "$HERE/build/bundle"
  owned_by_service "$home"
}

write_units() {  # a unit for each service; county also: nobody else's broker on this machine
  local role=$1 service
  shift
  say units "$*"
  install -d "$ROOT/etc/systemd/system"
  for service in "$@"; do
    install -m 644 "install/units/$service.service" "$ROOT/etc/systemd/system/$service.service"
  done
  if [[ $role == county ]]; then
    ln -sfn /dev/null "$ROOT/etc/systemd/system/mosquitto.service"
    write_relay "$@"
  fi
  install -d "$ROOT/usr/local/bin"
  ln -sfn "$VENV/bin/zhitong" "$ROOT/usr/local/bin/zhitong"
}

write_relay() {  # its own journal, nobody else's coturn; and a relay that is no longer wanted goes
  local system=$ROOT/etc/systemd
  if [[ " $* " == *" zhitong-relay "* ]]; then
    ln -sfn /dev/null "$system/system/coturn.service"
    if [[ ! $ROOT && -d /run/systemd/system ]]; then systemctl stop coturn >>"$LOG" 2>&1 || true; fi  # it has our port
    install -m 644 install/lockdown/relay-journal.conf "$system/journald@zhitong-relay.conf"
  elif [[ -f $system/system/zhitong-relay.service ]]; then
    if [[ ! $ROOT && -d /run/systemd/system ]]; then systemctl disable --now zhitong-relay >>"$LOG" 2>&1 || true; fi
    rm -f "$system/system/zhitong-relay.service" "$system/journald@zhitong-relay.conf"
  fi
}

welcome_sticks() {  # mounted without a desktop; looked at only when [wall] sticks = "/media/zhitong"
  install -D -m 644 install/sticks/90-zhitong-stick.rules "$ROOT/etc/udev/rules.d/90-zhitong-stick.rules"
  install -m 644 install/units/zhitong-stick@.service "$ROOT/etc/systemd/system/zhitong-stick@.service"
  install -d -m 755 "$ROOT/media/zhitong"
  if [[ ! $ROOT ]] && command -v udevadm >/dev/null; then udevadm control --reload >>"$LOG" 2>&1 || true; fi
}

lock_down() {  # a county station keeps its consoles: people administer it there
  say lockdown
  local drop
  for drop in coredump journald; do
    install -D -m 644 "install/lockdown/$drop.conf" "$ROOT/etc/systemd/$drop.conf.d/zhitong.conf"
  done
  install -D -m 644 install/lockdown/limits.conf "$ROOT/etc/security/limits.d/zhitong.conf"
  install -D -m 644 install/lockdown/sysctl.conf "$ROOT/etc/sysctl.d/90-zhitong.conf"
  if [[ $1 == county ]]; then return; fi
  install -D -m 644 install/lockdown/watchdog.conf "$ROOT/etc/systemd/system.conf.d/zhitong.conf"
  install -D -m 644 install/lockdown/logind.conf "$ROOT/etc/systemd/logind.conf.d/zhitong.conf"
  local masked
  for masked in getty@tty1 autovt@ ctrl-alt-del dphys-swapfile rpi-swap; do
    local suffix=service
    if [[ $masked == ctrl-alt-del ]]; then suffix=target; fi
    ln -sfn /dev/null "$ROOT/etc/systemd/system/$masked.$suffix"
  done
  ln -sfn /dev/null "$ROOT/etc/systemd/system/swap.target"
  if [[ ! $ROOT && -s /proc/swaps ]]; then swapoff -a || true; fi
}

start_services() {
  local role=$1
  shift
  if [[ $ROOT ]]; then say root_done "$role" "$ROOT"; return; fi
  if [[ ! -d /run/systemd/system ]]; then  # an image being made: enabled now, started when it boots
    if command -v systemctl >/dev/null; then attempt service_failed systemctl enable "$@"; fi
    say no_systemd "$*"
    return
  fi
  attempt service_failed systemctl daemon-reload
  sysctl --system >>"$LOG" 2>&1 || true
  attempt service_failed systemctl enable "$@"
  if ! systemctl restart "$@" >>"$LOG" 2>&1; then stop service_failed "$LOG"; fi
  if [[ $role != county && ! -f $HOME_DIR/keys/device.key ]]; then say keys_missing "$HOME_DIR/keys"; fi
  if [[ $role == county && ! -f $HOME_DIR/ca/device-ca.crt ]]; then say found_missing; fi
  say machine_done "$role" "$*"
}
