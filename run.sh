#!/usr/bin/env bash
# Builds what is not built, starts the three services on loopback, and stops them on Ctrl-C.
set -euo pipefail
from=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  cat <<'HELP'
Usage: ./run.sh [demo | --help]

Starts the whole product on this machine: detector-service, ingest-service and gateway-service with
the dashboard. Builds first where that is needed. Ctrl-C stops everything. Needs a JDK 17 or later,
Maven 3.8.6 or later and Node 20 or later.

With demo, a simulated web shop is watched instead of the services: a source "demo" with seven
detectors. The first incident comes within a minute, and then one every two minutes, later every six.
Its data has a folder of its own, ./data-demo; remove it to see the first start again.

Environment:
  GATEWAY_PORT    port of the dashboard and the API            (8080)
  DETECTOR_PORT   port of detector-service                     (8081)
  INGEST_PORT     port of ingest-service                       (8082)
  DATA_DIR        folder of the database and the logs          (./data, demo: ./data-demo)
  PROMETHEUS_URL  adds this Prometheus as the source "prometheus"
  LOKI_URL        adds this Loki as the source "loki"
  SELF_WATCH      false: do not watch the services themselves  (true, demo: false)
  JAVA_OPTS       options for each of the three Java processes
  INTERNAL_TOKEN  token between the services                   (random)
  API_TOKENS_FILE file with who may call: lines "name viewer|operator token"; everybody without it
  API_TOKENS      the same in the variable itself, separated by commas

With SELF_WATCH=false and without demo, detectors are provisioned from the YAML files in DATA_DIR/provisioning.
HELP
}

fail() {
  echo "run.sh: $*" >&2
  exit 1
}

demo=false
case "${1:-}" in
  "") ;;
  demo) demo=true ;;
  -h | --help) usage; exit 0 ;;
  *) usage >&2; fail "unknown argument: $1" ;;
esac

export GATEWAY_PORT=${GATEWAY_PORT:-8080} DETECTOR_PORT=${DETECTOR_PORT:-8081} INGEST_PORT=${INGEST_PORT:-8082}
if $demo; then
  # Two hours are a dozen of the shop's days: enough to learn, and soon fetched.
  export DEMO=true DATA_DIR=${DATA_DIR:-data-demo} SELF_WATCH=${SELF_WATCH:-false} AIOPS_HISTORY=${AIOPS_HISTORY:-2h}
fi
export DATA_DIR=${DATA_DIR:-data} SELF_WATCH=${SELF_WATCH:-true}
export INTERNAL_TOKEN=${INTERNAL_TOKEN:-$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')}
export AIOPS_HOST=127.0.0.1
mkdir -p "$DATA_DIR/logs" "$DATA_DIR/provisioning" 2>/dev/null || fail "the data folder $DATA_DIR cannot be made"
DATA_DIR=$(cd "$DATA_DIR" && pwd)
if $demo; then
  export AIOPS_PROVISIONING_DIR=$PWD/detector-service/provisioning/demo
elif [[ $SELF_WATCH == false ]]; then
  export AIOPS_PROVISIONING_DIR=$DATA_DIR/provisioning
else
  export AIOPS_PROVISIONING_DIR=$PWD/detector-service/provisioning/self-watch
fi

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null || fail "no Java found: install a JDK 17 or later, or set JAVA_HOME"
version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
[[ ${version:-0} -ge 17 ]] || fail "Java ${version:-unknown} is too old: a JDK 17 or later is needed"

port_of() {
  case $1 in
    gateway) echo "$GATEWAY_PORT" ;;
    detector) echo "$DETECTOR_PORT" ;;
    ingest) echo "$INGEST_PORT" ;;
  esac
}

if [[ -n ${API_TOKENS_FILE:-} ]]; then
  [[ $API_TOKENS_FILE == /* ]] || API_TOKENS_FILE=$from/$API_TOKENS_FILE
  [[ -r $API_TOKENS_FILE && ! -d $API_TOKENS_FILE ]] || fail "API_TOKENS_FILE cannot be read: $API_TOKENS_FILE"
  export API_TOKENS_FILE
fi

for name in PROMETHEUS_URL LOKI_URL; do
  [[ -z ${!name:-} || ${!name} =~ ^https?://[^/[:space:]]+[^[:space:]]*$ ]] ||
    fail "$name must be an address such as http://127.0.0.1:9090"
done

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

for name in detector ingest gateway; do
  port=$(port_of $name)
  [[ $port =~ ^[1-9][0-9]{0,4}$ && $port -le 65535 ]] || fail "${name^^}_PORT must be a port, not $port"
  if listens "$port"; then
    fail "port $port is taken; choose another one for $name-service with ${name^^}_PORT"
  fi
done
[[ $(printf '%s\n' "$GATEWAY_PORT" "$DETECTOR_PORT" "$INGEST_PORT" | sort -u | wc -l) -eq 3 ]] ||
  fail "the three ports must differ"

# A module is up to date when nothing in it is newer than what was built of it.
built() {
  local jar=$1-service/target/quarkus-app/quarkus-run.jar
  [[ -f $jar && -z $(find pom.xml "$1-service/pom.xml" "$1-service/src/main" "${@:2}" -newer "$jar" -print -quit) ]]
}

build() {
  command -v mvn >/dev/null || fail "Maven is needed to build: install Maven 3.8.6 or later"
  command -v npm >/dev/null || fail "Node is needed to build the dashboard: install Node 20 or later"
  echo "Building; the first time takes some minutes (log: $DATA_DIR/logs/build.log)"
  if ! mvn -B -DskipTests -pl '!helm' package 2>&1 | tee "$DATA_DIR/logs/build.log" |
    sed -nu -e 's/^\[INFO\] Building \([a-z-]*\) .*/  building \1/p' -e '/^Downloaded from.*quarkus-bom/s/.*/  downloading libraries/p'; then
    grep -m 20 -E '^\[ERROR\]' "$DATA_DIR/logs/build.log" >&2 || true
    fail "the build failed; see $DATA_DIR/logs/build.log"
  fi
}

if ! { built detector && built ingest && built gateway web/src web/package.json detector-service/contract ingest-service/contract; }; then
  build
fi

if $demo; then
  # The past that detectors learn from is calm. It stays the same past when the demo is started again.
  [[ -s $DATA_DIR/demo-start ]] || date -u +%Y-%m-%dT%H:%M:%SZ >"$DATA_DIR/demo-start"
  DEMO_INCIDENTS_FROM=$(<"$DATA_DIR/demo-start")
  export DEMO_INCIDENTS_FROM
fi

declare -A pids=()
stop() {
  trap - INT TERM EXIT
  # The gateway first: no call is let in that the services behind it could not answer any more.
  for name in gateway ingest detector; do
    [[ -n ${pids[$name]:-} ]] || continue
    kill "${pids[$name]}" 2>/dev/null || continue
    wait "${pids[$name]}" 2>/dev/null || true
  done
}
trap 'echo; echo "Stopping"; stop; exit 0' INT TERM
trap stop EXIT

for name in detector ingest gateway; do
  # What was said before a crash can be read after the next start as well.
  [[ ! -s $DATA_DIR/logs/$name.log ]] || mv "$DATA_DIR/logs/$name.log" "$DATA_DIR/logs/$name.log.1"
  # Who may call concerns the gateway alone.
  without=()
  [[ $name == gateway ]] || without=(env -u API_TOKENS -u API_TOKENS_FILE -u API_SESSION_SECRET)
  # shellcheck disable=SC2086 # options are words
  "${without[@]}" "$java" ${JAVA_OPTS:-} -jar "$name-service/target/quarkus-app/quarkus-run.jar" >"$DATA_DIR/logs/$name.log" 2>&1 &
  pids[$name]=$!
done

ready() {
  local status
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET /q/health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
  read -r -t 5 status <&3 || status=
  exec 3>&-
  [[ $status == *" 200 "* ]]
}

died() {
  local status=0 how="has stopped"
  wait "${pids[$1]}" || status=$?
  ((status <= 128)) || how="was ended by signal $((status - 128))"
  echo "run.sh: $1-service $how; its last words ($DATA_DIR/logs/$1.log):" >&2
  # Where in the code it happened is for the log; what happened is for people.
  grep -vE '^[[:space:]]+(at |- |\.\.\. [0-9]+ more)' "$DATA_DIR/logs/$1.log" | tail -n 15 >&2 || true
  exit 1
}

for name in detector ingest gateway; do
  for ((try = 0; ; try++)); do
    kill -0 "${pids[$name]}" 2>/dev/null || died $name
    ready "$(port_of $name)" 2>/dev/null && break
    ((try < 300)) || fail "$name-service is not ready after a minute; see $DATA_DIR/logs/$name.log"
    sleep 0.2
  done
done

echo
echo "Ready: http://127.0.0.1:$GATEWAY_PORT"
echo "  API          http://127.0.0.1:$GATEWAY_PORT/q/swagger-ui"
echo "  data, logs   $DATA_DIR"
if $demo; then
  echo "  A simulated web shop is watched: the first incident comes within a minute."
elif [[ $SELF_WATCH != false ]]; then
  echo "  The services watch themselves: the first judgements come within a minute."
fi
echo "Ctrl-C stops everything."

while true; do
  for name in detector ingest gateway; do
    kill -0 "${pids[$name]}" 2>/dev/null || died $name
  done
  sleep 1
done
