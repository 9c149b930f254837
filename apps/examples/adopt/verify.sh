npx --no -- contract-tests verify --contract openapi.yaml 'recordings/*.har'
