# Sourced by ./check: installs through the system's package manager what the tests call and this machine lacks.

missing_tools() {
  command -v mvn >/dev/null || echo maven
  command -v curl >/dev/null || echo curl
  command -v ffprobe >/dev/null || echo ffmpeg
  command -v node >/dev/null || echo nodejs
  command -v python3 >/dev/null || echo python3
  python3 -c 'import requests' 2>/dev/null || echo python3-requests
}

install_tools() {
  local as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  if command -v apt-get >/dev/null; then
    "${as_root[@]}" apt-get update -q && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
  elif command -v dnf >/dev/null; then
    "${as_root[@]}" dnf install -y -q "$@"
  elif command -v brew >/dev/null; then
    brew install "${@/python3-requests/python-requests}"
  else
    return 1
  fi
}

needed=$(missing_tools | tr '\n' ' ')
if [ -n "$needed" ]; then
  echo "The tests need: $needed- installing."
  # shellcheck disable=SC2086
  install_tools $needed || { echo "Install $needed with your package manager, then run ./check again." >&2; exit 1; }
fi

# The package manager installs for the system's python3, which another one may hide on the PATH.
if ! python3 -c 'import requests' 2>/dev/null && /usr/bin/python3 -c 'import requests' 2>/dev/null; then
  export PATH="/usr/bin:$PATH"
fi
