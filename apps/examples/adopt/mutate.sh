npx --no -- contract-tests mutate --contract openapi.yaml \
  --write-sketches recordings/suggested.har 'recordings/*.har'
