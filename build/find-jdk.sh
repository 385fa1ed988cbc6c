# Sourced by ./runflow and ./check: exports JAVA_HOME of a JDK >= 25, or stops with one line that says how to get one.

# Without a program of its own: every command passes through here.
jdk_is_new_enough() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  local key value
  while IFS='=' read -r key value; do
    if [ "$key" = JAVA_VERSION ]; then
      value=${value#\"}
      value=${value%%[!0-9]*}
      [ "${value:-0}" -ge 25 ]
      return
    fi
  done <"$1/release"
  return 1
}

find_jdk() {
  local home on_path user_home=${HOME:-/nonexistent}
  if [ -n "${JAVA_HOME:-}" ] && jdk_is_new_enough "$JAVA_HOME"; then
    echo "$JAVA_HOME"
    return
  fi
  on_path=$(command -v javac || true)
  [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")")
  for home in \
    "$on_path" \
    /usr/lib/jvm/* \
    /usr/java/* \
    /opt/java/* \
    /opt/jdk* \
    "${SDKMAN_DIR:-$user_home/.sdkman}"/candidates/java/* \
    "${ASDF_DATA_DIR:-$user_home/.asdf}"/installs/java/* \
    "$user_home"/.local/share/mise/installs/java/* \
    "$user_home"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$home" ] && jdk_is_new_enough "$home"; then
      echo "$home"
      return
    fi
  done
  if [ -x /usr/libexec/java_home ]; then
    home=$(/usr/libexec/java_home -v 25+ 2>/dev/null || true)
    if [ -n "$home" ] && jdk_is_new_enough "$home"; then
      echo "$home"
    fi
  fi
}

JAVA_HOME=$(find_jdk)
if [ -z "$JAVA_HOME" ]; then
  echo "Runflow needs a JDK 25 or newer and found none: install one (for instance 'sdk install java 25-tem', or your system's package openjdk-25-jdk-headless) or set JAVA_HOME." >&2
  exit 1
fi
export JAVA_HOME
