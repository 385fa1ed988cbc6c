# Sourced by ./runflow: how java is started. The caches of aot-cache.sh are made and used with the same options.

# Sets the array java_options for a `server` (serve, demo) or a `client` (every other command).
java_options() {
  java_options=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
  case $1 in
    # A server renders as many videos at a time as the machine has cores for, and each needs its frames in memory; what
    # it no longer needs goes back to the system while it idles. Jetty would start JMX, 0.1 s, to ask how long a
    # reference is; it is only about the spacing of its queues.
    server) java_options+=(
      -XX:MaxRAMPercentage=50 -Xms64m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 -XX:G1PeriodicGCInterval=10000
      -Dorg.eclipse.jetty.util.referencesPerCacheLine=16) ;;
    # A client ends before a better compiler or collector would pay.
    client) java_options+=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m) ;;
  esac
}
