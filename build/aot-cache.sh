# Sourced by ./runflow: ahead-of-time caches of java's, which halve the time that a start takes. They fit one JDK and one
# build, so they are made on the machine, by a server and a client that run for it in a folder of their own. Nothing
# depends on them: without one, or with one that java refuses, a command starts as it always did, only slower.

# What the caches in cli/target/dist/aot were made for; a build removes the whole folder.
aot_stamp() {
  printf '%s\n%s\n' "$JAVA_HOME" "$(<"$JAVA_HOME/release")"
}

# True also where making them failed before: it would fail again.
caches_are_settled() {
  [ -f "$1/.made-for" ] && [ "$(<"$1/.made-for")" = "$(aot_stamp)" ]
}

# Sets the array aot_options for a `server` or a `client`; empty where there is no cache. What java has to say about a
# cache is kept out of the command's output: its log goes to standard output.
aot_options() {
  local cache=$1/cli/target/dist/aot/$2.aot
  aot_options=()
  if [ -f "$cache" ]; then
    aot_options=(-XX:AOTCache="$cache" -Xlog:aot*=off -Xlog:cds*=off)
  fi
}

make_caches_if_missing() {
  local dist=$1/cli/target/dist
  if caches_are_settled "$dist/aot" || [ ! -w "$dist" ]; then
    return 0
  fi
  (
    cd "$1"
    lock_build
    if ! caches_are_settled "$dist/aot"; then
      echo "preparing faster starts… (some ten seconds, once per build)" >&2
      make_caches "$dist"
    fi
  )
}

make_caches() {
  local work=$1/aot.unfinished
  rm -rf "$work" "$1/aot"
  mkdir "$work"
  aot_stamp >"$work/.made-for"
  if ! train "$1/runflow.jar" "$work" >"$work/train.log" 2>&1; then
    rm -f "$work"/*.aot
  fi
  rm -rf "$work/data" "$work"/*.config
  mv "$work" "$1/aot"
}

# With none of the caller's settings, so that it stays in its folder.
train() {
  local jar=$1 work=$2 server tries=0
  local java=(env -i HOME="${HOME:-/}" PATH="$PATH" "$JAVA_HOME/bin/java")
  java_options server
  "${java[@]}" "${java_options[@]}" -XX:AOTCacheOutput="$work/server.aot" -jar "$jar" \
    serve --data "$work/data" --port 0 &
  server=$!
  # A background process does not get the Ctrl-C that ends us.
  trap 'kill "$server"; wait "$server" || exit 130' INT TERM
  until grep -q '^Runflow is serving' "$work/train.log"; do
    kill -0 "$server" || return 1
    if [ $((tries += 1)) -gt 1200 ]; then
      kill "$server"
      return 1
    fi
    sleep 0.1
  done
  java_options client
  "${java[@]}" "${java_options[@]}" -XX:AOTCacheOutput="$work/client.aot" -jar "$jar" models --data "$work/data"
  kill "$server"
  # It ends as a signal ends a server, so what counts is the file.
  wait "$server" || [ -f "$work/server.aot" ]
}
