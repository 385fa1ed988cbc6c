# Sourced by ./check: installs through the system's package manager what the tests call and this machine lacks.

missing_tools() {
  command -v mvn >/dev/null || echo maven
  command -v curl >/dev/null || echo curl
  command -v ffprobe >/dev/null || echo ffmpeg
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
  command -v python3 >/dev/null || echo python3
  python3 -c 'import requests' 2>/dev/null || echo python3-requests
  command -v php >/dev/null || echo php-cli
  command -v espeak-ng >/dev/null || command -v flite >/dev/null || echo espeak-ng
  command -v chromium >/dev/null || [ -d "/Applications/Chromium.app" ] || echo chromium
}

# Homebrew has no formula for requests, and its Python may refuse pip; its PHP is one piece.
brew_install() {
  local formulas=() tool
  for tool in "$@"; do
    [ "$tool" = python3-requests ] || formulas+=("${tool%-cli}")
  done
  if [ ${#formulas[@]} -gt 0 ]; then
    brew install "${formulas[@]}" || return 1
  fi
  if ! python3 -c 'import requests' 2>/dev/null && ! python3 -m pip install --user requests; then
    echo "pip could not install requests: activate a virtual environment that has it (python3 -m venv, then pip install requests)." >&2
    return 1
  fi
}

install_tools() {
  local as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  # An empty array counts as unset before bash 4.4, hence the ${…+…}.
  if command -v apt-get >/dev/null; then
    ${as_root[@]+"${as_root[@]}"} apt-get update -q &&
      ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
  elif command -v dnf >/dev/null; then
    # Named by its file: Fedora's own package is called ffmpeg-free.
    ${as_root[@]+"${as_root[@]}"} dnf install -y -q "${@/ffmpeg//usr/bin/ffprobe}"
  elif command -v brew >/dev/null; then
    brew_install "$@"
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
