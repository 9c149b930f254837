cp -R node_modules/@batch-status/element/dist public/element
node server.mts
