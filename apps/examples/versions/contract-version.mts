import description from '@batch-status/spec/openapi.json' with { type: 'json' };

console.log(`${description.info.title}, version ${description.info.version}`);
