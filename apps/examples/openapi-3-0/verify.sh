npx --no -- contract-tests verify --contract shop.yaml recording.har
