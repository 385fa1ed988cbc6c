# Sourced by ./runflow: builds cli/target/dist/runflow.jar when it is missing or older than what it is made from.

jar_is_stale() {
  [ -f cli/target/dist/runflow.jar ] || return 0
  [ -n "$(find pom.xml ./*/pom.xml ./*/src/main -newer cli/target/dist/runflow.jar -print | head -n 1)" ]
}

build_jar() {
  local log=target/runflow-build.log
  if ! command -v mvn >/dev/null; then
    echo "Runflow is built with Maven 3.8 or newer, and mvn is not on the PATH: install it (for instance your system's package maven)." >&2
    return 1
  fi
  echo "building… (about a minute the first time)" >&2
  # Removed first: a server that still runs keeps its open files, and no jar of an older build stays behind.
  rm -rf cli/target/dist
  if ! mvn -B -ntp -q -Dmaven.test.skip=true -Dspotless.check.skip=true package >"$log" 2>&1; then
    cat "$log" >&2
    echo "The build failed; nothing was started. The lines above are kept in $(pwd)/$log." >&2
    return 1
  fi
}

# One at a time, and never a look at a half-built jar: whoever comes second waits for the first. Where nothing can be
# written (an installed copy) or flock is missing, there is no lock.
build_jar_if_stale() (
  cd "$1"
  if command -v flock >/dev/null && mkdir -p target 2>/dev/null && { exec 9>target/runflow-build.lock; } 2>/dev/null; then
    flock 9
  fi
  if jar_is_stale; then
    mkdir -p target
    build_jar
  fi
)
