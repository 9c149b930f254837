/** The contract that the rows of the table change: a shop with orders. */
export const base: Record<string, unknown> = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1.0.0', description: 'Sells things.' },
  servers: [{ url: 'https://shop.example/v1' }],
  security: [{ key: [] }, { token: ['read'] }],
  tags: [{ name: 'orders' }, { name: 'items' }],
  paths: {
    '/orders/{orderId}': {
      get: {
        operationId: 'getOrder',
        tags: ['orders'],
        summary: 'Returns an order.',
        parameters: [
          { name: 'orderId', in: 'path', required: true, schema: { type: 'string', minLength: 1 } },
          {
            name: 'detail',
            in: 'query',
            schema: { type: 'string', enum: ['none', 'all'], default: 'none' },
          },
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } },
          { name: 'If-None-Match', in: 'header', schema: { type: 'string' } },
          { name: 'part', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
        ],
        responses: {
          '200': {
            description: 'The order.',
            headers: {
              ETag: { required: true, schema: { type: 'string', pattern: '^"[a-z]+"$' } },
              Age: { schema: { type: 'integer', minimum: 0 } },
            },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
          },
          '304': { description: 'Not modified.' },
          '404': { $ref: '#/components/responses/Problem' },
          '5XX': { $ref: '#/components/responses/Problem' },
        },
      },
    },
    '/orders': {
      post: {
        operationId: 'createOrder',
        tags: ['orders'],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/NewOrder' } } },
        },
        responses: {
          '201': {
            description: 'Created.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
          },
          '4XX': { $ref: '#/components/responses/Problem' },
        },
      },
    },
  },
  components: {
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      token: { type: 'http', scheme: 'bearer' },
    },
    responses: {
      Problem: {
        description: 'A problem.',
        content: {
          'application/problem+json': {
            schema: {
              type: 'object',
              required: ['title'],
              properties: { title: { type: 'string' }, code: { type: 'integer', format: 'int32' } },
            },
          },
        },
      },
    },
    schemas: {
      Order: {
        type: 'object',
        description: 'An order.',
        required: ['id', 'state', 'lines', 'total', 'paid'],
        properties: {
          id: { $ref: '#/components/schemas/OrderId' },
          state: { $ref: '#/components/schemas/State' },
          lines: {
            type: 'array',
            items: { $ref: '#/components/schemas/Line' },
            maxItems: 50,
          },
          total: { type: 'integer', minimum: 0, maximum: 1_000_000 },
          paid: { type: 'integer', minimum: 0 },
          discount: { type: 'number', minimum: 0, exclusiveMaximum: 1 },
          note: { type: ['string', 'null'], maxLength: 200 },
          createdAt: { type: 'string', format: 'date-time' },
          version: { type: 'integer', format: 'int64' },
          parent: { $ref: '#/components/schemas/Parent' },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
          payment: {
            oneOf: [
              { $ref: '#/components/schemas/Card' },
              { $ref: '#/components/schemas/Transfer' },
            ],
          },
        },
        'x-validations': [
          { rule: 'self.paid <= self.total', message: 'Nobody pays too much.' },
          {
            rule: 'self.paid >= oldSelf.paid',
            message: 'Nothing is paid back.',
            severity: 'warning',
          },
        ],
      },
      OrderId: { type: 'string', pattern: '^ord_[0-9]{4}$' },
      State: { type: 'string', enum: ['open', 'paid', 'sent'] },
      Line: {
        type: 'object',
        required: ['sku', 'count'],
        properties: {
          sku: { type: 'string', minLength: 1, maxLength: 20 },
          count: { type: 'integer', minimum: 1 },
        },
        additionalProperties: false,
      },
      Parent: { anyOf: [{ $ref: '#/components/schemas/OrderId' }, { type: 'null' }] },
      Card: {
        type: 'object',
        required: ['kind', 'last4'],
        properties: { kind: { const: 'card' }, last4: { type: 'string', pattern: '^\\d{4}$' } },
      },
      Transfer: {
        type: 'object',
        required: ['kind', 'iban'],
        properties: { kind: { const: 'transfer' }, iban: { type: 'string' } },
      },
      NewOrder: {
        type: 'object',
        required: ['lines'],
        properties: {
          lines: { type: 'array', items: { $ref: '#/components/schemas/Line' }, minItems: 1 },
          note: { type: 'string', maxLength: 200 },
          priority: { type: 'string', enum: ['low', 'high'] },
        },
      },
    },
  },
};
