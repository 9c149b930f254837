npx --no -- contract-tests verify --contract openapi.yaml recording.har
