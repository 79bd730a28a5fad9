#!/usr/bin/env bash
# Installs Zhitong on Debian 12 or Raspberry Pi OS 64-bit: what is missing, nothing else, and says each step first.
# A second run finds everything in place and takes a second. Texts live in install/texts.sh, in Chinese and English.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
readonly HERE=$PWD LOG=$PWD/build/install.log

. install/texts.sh
. install/steps.sh
. install/machine.sh

CONFIG='' ROOT='' BUNDLE='' ROLE=''

read_arguments() {  # the role first; what follows demo and test belongs to them
  case ${1:-} in
    demo|test|kiosk|wall|county) ROLE=$1 ;;
    ''|-h|--help) say usage; exit 0 ;;
    *) stop unknown_role "$1" ;;
  esac
  shift
  case $ROLE in demo|test) REST=("$@"); return ;; esac
  while (($#)); do
    case $1 in
      --config|--bundle|--root) [[ ${2:-} ]] || stop needs_value "$1" ;;&
      --config) CONFIG=$(readlink -m "$2"); shift 2 ;;
      --bundle) BUNDLE=$(readlink -m "$2"); shift 2 ;;
      --root) ROOT=$(readlink -m "$2"); shift 2 ;;
      -h|--help) say usage; exit 0 ;;
      *) stop unknown_option "$1" ;;
    esac
  done
}

main() {
  local REST=()
  read_arguments "$@"
  mkdir -p build
  : >"$LOG"
  case $ROLE in
    demo)
      prepare demo
      say starting_demo
      exec .venv/bin/zhitong demo ${REST[@]+"${REST[@]}"}
      ;;
    test)
      prepare test
      exec .ci/checks ${REST[@]+"${REST[@]}"}
      ;;
    *) provision "$ROLE" ;;
  esac
}

prepare() {  # prepare demo|test: this checkout gets its .venv
  local lock=$1
  [[ $1 == test ]] && lock=dev
  check_machine
  install_packages "$1"
  make_venv "$HERE/.venv" "$lock" "$HERE"
}

main "$@"
