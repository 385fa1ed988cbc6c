# Sourced by ./runflow and ./check: runs Maven, one at a time, and knows whether cli/target/dist is what the sources say.

# The stamp is as old as the start of the build that made everything in the folder: a build that did not come to its
# end leaves none, and a source saved while it ran is newer.
jar_is_stale() {
  local stamp=cli/target/dist/.complete
  [ -f "$stamp" ] || return 0
  read -r _ < <(find pom.xml ./*/pom.xml ./*/src/main -newer "$stamp" -print)
}

# Never a look at a half-built jar: whoever comes second waits for the first, until its shell and all that it started
# have ended. Where nothing can be written (an installed copy) or flock is missing, there is no lock.
lock_build() {
  if ! { command -v flock >/dev/null && mkdir -p target && exec 9>target/runflow-build.lock; } 2>/dev/null; then
    return 0
  fi
  if ! flock -n 9; then
    echo "waiting for another build…" >&2
    if ! flock -w 900 9; then
      echo "The other build still holds $(pwd)/target/runflow-build.lock after 15 minutes: end it, then run this again." >&2
      return 1
    fi
  fi
}

# Removed first: resources of files that are gone, which Maven would keep, and the old jars; a server that still runs
# keeps those it has open.
run_maven() {
  rm -rf ./*/target/classes ./*/target/test-classes cli/target/dist
  mkdir -p target
  touch target/build.start
  mvn -B -ntp -T 1C "$@" && mv target/build.start cli/target/dist/.complete
}

build_jar() {
  local log=target/runflow-build.log
  if ! command -v mvn >/dev/null; then
    echo "Runflow is built with Maven 3.8 or newer, and mvn is not on the PATH: install it (for instance your system's package maven)." >&2
    return 1
  fi
  echo "building… (about a minute the first time)" >&2
  mkdir -p target
  if ! run_maven -q -Dmaven.test.skip=true -Dspotless.check.skip=true package >"$log" 2>&1; then
    cat "$log" >&2
    echo "The build failed; nothing was started. The lines above are kept in $(pwd)/$log." >&2
    return 1
  fi
}

# Looks without the lock first, since the stamp is there only beside a whole jar: most commands build nothing.
build_jar_if_stale() (
  cd "$1"
  if jar_is_stale; then
    lock_build
    if jar_is_stale; then
      build_jar
    fi
  fi
)
