contract=node_modules/@batch-status/spec/openapi.yaml
npx --no -- contract-tests verify --contract $contract recording.har
