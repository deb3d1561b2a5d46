# Builds the jars a launcher needs when they are absent or older than the sources; sourced by ./sallyport and ./bench.
#
# sallyport_ensure_built <stamp name> <modules for -pl> <jar>...   needs $root and JAVA_HOME
# Progress goes to standard error, one line per module: standard output belongs to the program that follows.

sallyport_is_built() {
  local stamp=$1 jar
  shift
  [ -f "$stamp" ] || return 1
  for jar in "$@"; do
    [ -f "$jar" ] || return 1
  done
  # Folders count as well: a deleted source leaves its trace there.
  [ -z "$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main -newer "$stamp" 2>/dev/null | head -n 1)" ]
}

sallyport_ensure_built() {
  local stamp=$root/.sallyport/$1 modules=$2 log=$root/.sallyport/build-$1.log
  shift 2
  sallyport_is_built "$stamp" "$@" && return 0
  sallyport_find_maven || return 1
  mkdir -p "$root/.sallyport"
  touch "$stamp.started"
  if [ -d "$HOME/.m2/repository/org/springframework" ]; then
    echo "building (changed since the last build, or never built) ..." >&2
  else
    echo "building for the first time: Maven fetches the libraries, which takes a few minutes ..." >&2
  fi
  if ! (cd "$root" && sallyport_mvn --batch-mode --no-transfer-progress package -pl "$modules" -am \
      -Dmaven.test.skip=true -Dspotless.check.skip=true -Dmdep.skip=true 2>&1) \
      | tee "$log" | sed -un 's/^.*INFO.* Building Sallyport \(.*\) [0-9][^ ]* *\(\[.*\]\)$/  \2 \1/p' >&2; then
    grep -E '^\[ERROR\]' "$log" | head -n 20 >&2
    echo "the build failed; the whole log is in $log" >&2
    return 1
  fi
  mv "$stamp.started" "$stamp"
}
