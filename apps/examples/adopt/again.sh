npx --no -- contract-tests verify --contract openapi.yaml 'recordings/*.har'
npx --no -- contract-tests mutate --contract openapi.yaml --min 90 'recordings/*.har' | grep '^all'
