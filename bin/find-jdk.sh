# Finds a JDK 25 or newer; sourced by ./build, ./sallyport and ./bench.
#
# sallyport_find_jdk  sets and exports JAVA_HOME, or says in one sentence what to install and returns 1.
# Order: $JAVA_HOME, `java` on the PATH, then the usual places of Debian, SDKMAN!, IDEs and macOS.

SALLYPORT_JAVA=25

# The feature version (17, 25, …) of the JDK in folder $1, from its `release` file; nothing if it is no JDK.
sallyport_jdk_version() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

sallyport_jdk_fits() {
  local version
  version=$(sallyport_jdk_version "$1")
  [ -n "$version" ] && [ "$version" -ge "$SALLYPORT_JAVA" ]
}

sallyport_find_jdk() {
  local candidate on_path
  on_path=$(command -v java || true)
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
    on_path=${on_path%/bin/java}
  fi
  for candidate in "${JAVA_HOME:-}" "$on_path" \
      /usr/lib/jvm/* /opt/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
      "$(/usr/libexec/java_home -v "$SALLYPORT_JAVA+" 2>/dev/null || true)"; do
    if [ -n "$candidate" ] && sallyport_jdk_fits "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  echo "Sallyport needs a JDK $SALLYPORT_JAVA or newer: install Temurin $SALLYPORT_JAVA (https://adoptium.net; Debian with its repository: apt-get install temurin-$SALLYPORT_JAVA-jdk) or set JAVA_HOME." >&2
  return 1
}

sallyport_find_maven() {
  command -v mvn >/dev/null && return 0
  echo "Sallyport is built with Maven 3.8.7 or newer: install it (Debian: apt-get install maven; macOS: brew install maven) and see that mvn is on the PATH." >&2
  return 1
}

# Maven on the JDK found; its own old libraries would otherwise greet every newer JDK with warnings.
sallyport_mvn() {
  local quiet=""
  if [ "$(sallyport_jdk_version "$JAVA_HOME")" -ge 24 ]; then
    quiet="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
  fi
  MAVEN_OPTS="${MAVEN_OPTS:-} $quiet" mvn "$@"
}
