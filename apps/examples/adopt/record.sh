mkdir -p recordings
npx --no -- contract-tests record --contract openapi.yaml --target http://127.0.0.1:3000 \
  --env BASE_URL --output recordings/tests.har -- node --test orders.test.mjs
