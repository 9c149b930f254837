import { parseContract, type Contract } from '@batch-status/conformance';

const text = { type: 'string' };
const sensitive = { type: 'string', 'x-sensitive': true };

const customer = {
  type: 'object',
  required: ['name'],
  properties: {
    name: sensitive,
    email: { type: 'string', format: 'email', 'x-sensitive': true },
    note: text,
    short: { type: 'string', maxLength: 24 },
    dashed: { type: 'string', pattern: '^[0-9-]*$' },
    notes: { type: 'array', items: text },
    labels: { type: 'object', additionalProperties: text },
    link: { type: 'string', format: 'uri' },
    blob: { type: 'string', contentEncoding: 'base64' },
    at: { type: 'string', format: 'date-time' },
    count: { type: 'integer' },
    amount: { type: 'number' },
    state: { enum: ['open', 'closed'] },
  },
};

const anyBody = {
  'application/json': { schema: customer },
  'application/x-www-form-urlencoded': { schema: customer },
  'multipart/form-data': { schema: customer },
  'application/xml': {},
  'text/plain': { schema: text },
  'text/html': {},
  'application/octet-stream': {},
};

const headers = {
  'X-About': { schema: text },
  'X-Count': { schema: { type: 'integer' } },
  Location: { schema: text },
};

const operation = {
  security: [
    { key: [] },
    { query: [] },
    { cookie: [] },
    { bearer: [] },
    { basic: [] },
    { digest: [] },
  ],
  parameters: [
    { name: 'customerId', in: 'path', required: true, schema: text },
    { name: 'note', in: 'query', schema: text },
    { name: 'phone', in: 'query', schema: sensitive },
    { name: 'X-Note', in: 'header', schema: text },
    { name: 'X-Phone', in: 'header', schema: sensitive },
    { name: 'theme', in: 'cookie', schema: text },
  ],
  responses: {
    '200': { description: '', headers, content: anyBody },
    '302': { description: '', headers },
    '304': { description: '' },
    '4XX': {
      description: '',
      content: {
        'application/problem+json': {
          schema: { type: 'object', properties: { title: text, detail: text } },
        },
        'text/plain': {},
        'text/html': {},
      },
    },
    '5XX': { description: '', content: { 'text/plain': {}, 'text/html': {} } },
  },
};

/** An API that no part of the redactor was written for. */
export const bank: Contract = parseContract(
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'A bank', version: '1' },
    servers: [{ url: 'https://bank.example' }],
    paths: {
      '/customers/{customerId}': {
        get: operation,
        post: { ...operation, requestBody: { content: anyBody } },
      },
    },
    components: {
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'X-Bank-Key' },
        query: { type: 'apiKey', in: 'query', name: 'access' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
        bearer: { type: 'http', scheme: 'bearer' },
        basic: { type: 'http', scheme: 'basic' },
        digest: { type: 'http', scheme: 'digest' },
      },
    },
  }),
  'bank.json',
);
