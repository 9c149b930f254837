cp node_modules/@batch-status/fetch/dist/browser.js public/batch-status.js
node server.mts
