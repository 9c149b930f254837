target=${TRILLET_BASE_URL:-https://api.trillet.ai}
contract=node_modules/@batch-status/spec/openapi.yaml

node_modules/.bin/contract-tests record --target "$target" --contract "$contract" \
  --port 8790 --output recording.har &
recorder=$!

code=0
export TRILLET_BASE_URL=http://127.0.0.1:8790
node_modules/.bin/batch-status wait "$BATCH_ID" --max-wait 600 || code=$?

kill "$recorder"
wait "$recorder" || code=$?
exit "$code"
