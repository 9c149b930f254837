/** One change of the contract in `diff-base.ts`, and what a diff must say. */
export interface DiffRow {
  name: string;
  /** JSON Pointers, and what is there in the revision; `undefined` if nothing is. */
  change: [pointer: string, value: unknown][];
  /** `none` if nothing may be reported. */
  verdict: 'none' | 'patch' | 'minor' | 'major' | 'undecided';
  direction?: 'widened' | 'narrowed' | 'both' | 'same' | 'wording' | 'unknown';
  /** What the change is about. */
  subject?: string;
  /** Why. */
  reason: string;
  /** Whether it is one case of its kind that `pnpm test` runs. */
  core?: true;
}

const schemas = '/components/schemas';
const order = `${schemas}/Order`;
const member = (name: string): string => `${order}/properties/${name}`;
const get = '/paths/~1orders~1{orderId}/get';
const post = '/paths/~1orders/post';
const ok = `${get}/responses/200`;
const media = `${ok}/content/application~1json`;
const schema = `${media}/schema`;

const widened = (reason: string): Pick<DiffRow, 'verdict' | 'direction' | 'reason'> => ({
  verdict: 'major',
  direction: 'widened',
  reason,
});
const narrowed = (reason: string): Pick<DiffRow, 'verdict' | 'direction' | 'reason'> => ({
  verdict: 'minor',
  direction: 'narrowed',
  reason,
});
const both = (reason: string): Pick<DiffRow, 'verdict' | 'direction' | 'reason'> => ({
  verdict: 'major',
  direction: 'both',
  reason,
});
/** For requests, the levels are reversed. */
const refused = (reason: string): Pick<DiffRow, 'verdict' | 'direction' | 'reason'> => ({
  verdict: 'major',
  direction: 'narrowed',
  reason,
});
const allowed = (reason: string): Pick<DiffRow, 'verdict' | 'direction' | 'reason'> => ({
  verdict: 'minor',
  direction: 'widened',
  reason,
});
const wording = (reason: string): Pick<DiffRow, 'verdict' | 'direction' | 'reason'> => ({
  verdict: 'patch',
  direction: 'wording',
  reason,
});
const same = (reason: string): Pick<DiffRow, 'verdict' | 'direction' | 'reason'> => ({
  verdict: 'patch',
  direction: 'same',
  reason,
});
const nothing = (reason: string): Pick<DiffRow, 'verdict' | 'reason'> => ({
  verdict: 'none',
  reason,
});

const line = {
  type: 'object',
  required: ['sku', 'count'],
  properties: {
    sku: { type: 'string', minLength: 1, maxLength: 20 },
    count: { type: 'integer', minimum: 1 },
  },
  additionalProperties: false,
};
const card = { $ref: '#/components/schemas/Card' };
const transfer = { $ref: '#/components/schemas/Transfer' };

/** Contracts with the same meaning. */
export const rewrites: DiffRow[] = [
  {
    name: 'a reference is replaced by its target',
    change: [[member('id'), { type: 'string', pattern: '^ord_[0-9]{4}$' }]],
    ...nothing('A reference means its target.'),
  },
  {
    name: 'a schema moves into a component',
    change: [
      [`${schemas}/Total`, { type: 'integer', minimum: 0, maximum: 1_000_000 }],
      [member('total'), { $ref: '#/components/schemas/Total' }],
    ],
    ...nothing('A reference means its target.'),
  },
  {
    name: 'a component gets another name',
    change: [
      [`${schemas}/Item`, line],
      [`${schemas}/Line`, undefined],
      [`${member('lines')}/items`, { $ref: '#/components/schemas/Item' }],
      [`${schemas}/NewOrder/properties/lines/items`, { $ref: '#/components/schemas/Item' }],
    ],
    ...nothing('Names of components are not sent.'),
  },
  {
    name: 'a component that nothing uses is added',
    change: [[`${schemas}/Unused`, { type: 'integer' }]],
    ...nothing('Nothing refers to it.'),
  },
  {
    name: 'one schema in allOf',
    change: [[member('state'), { allOf: [{ $ref: '#/components/schemas/State' }] }]],
    ...nothing('allOf of one schema is that schema.'),
  },
  {
    name: 'an object is composed of two by allOf',
    core: true,
    change: [
      [
        `${schemas}/Card`,
        {
          allOf: [
            { type: 'object', required: ['kind'], properties: { kind: { const: 'card' } } },
            {
              type: 'object',
              required: ['last4'],
              properties: { last4: { type: 'string', pattern: '^\\d{4}$' } },
            },
          ],
        },
      ],
    ],
    ...nothing('Both schemas apply, as the one did.'),
  },
  {
    name: 'a bound moves beside a reference',
    change: [[member('state'), { $ref: '#/components/schemas/State', type: 'string' }]],
    ...nothing('The target already has this type.'),
  },
  {
    name: 'a constant becomes an enum of one value',
    change: [[`${schemas}/Card/properties/kind`, { enum: ['card'] }]],
    ...nothing('Both accept one value.'),
  },
  {
    name: 'a type beside a constant',
    change: [[`${schemas}/Card/properties/kind/type`, 'string']],
    ...nothing('The constant determines the type.'),
  },
  {
    name: 'an enum becomes a union of constants',
    change: [
      [`${schemas}/State`, { oneOf: [{ const: 'open' }, { const: 'paid' }, { const: 'sent' }] }],
    ],
    ...nothing('The same three values fit.'),
  },
  {
    name: 'a nullable type becomes a union with null',
    core: true,
    change: [[member('note'), { anyOf: [{ type: 'string', maxLength: 200 }, { type: 'null' }] }]],
    ...nothing('The same values fit.'),
  },
  {
    name: 'a union with null becomes a list of types',
    change: [[`${schemas}/Parent`, { type: ['string', 'null'], pattern: '^ord_[0-9]{4}$' }]],
    ...nothing('A pattern restricts only texts.'),
  },
  {
    name: 'null comes first in a union',
    change: [
      [
        `${schemas}/Parent`,
        { anyOf: [{ type: 'null' }, { $ref: '#/components/schemas/OrderId' }] },
      ],
    ],
    ...nothing('The order of branches does not count.'),
  },
  {
    name: 'an inclusive bound of an integer becomes an exclusive one',
    core: true,
    change: [[`${schemas}/Line/properties/count`, { type: 'integer', exclusiveMinimum: 0 }]],
    ...nothing('More than 0 is at least 1 for integers.'),
  },
  {
    name: 'a weaker bound beside a bound',
    change: [[`${member('discount')}/exclusiveMinimum`, -5]],
    ...nothing('The other bound is stricter.'),
  },
  {
    name: 'a minimum length of 0',
    change: [[`${member('note')}/minLength`, 0]],
    ...nothing('No text is shorter.'),
  },
  {
    name: 'keywords that are the default',
    change: [
      [`${member('lines')}/uniqueItems`, false],
      [`${member('lines')}/minItems`, 0],
      [`${order}/additionalProperties`, true],
    ],
    ...nothing('They restrict nothing.'),
  },
  {
    name: 'a keyword for another type',
    change: [[`${member('total')}/maxLength`, 3]],
    ...nothing('A number has no length.'),
  },
  {
    name: 'an integer is a multiple of 1',
    change: [[`${member('paid')}/multipleOf`, 1]],
    ...nothing('Every integer is.'),
  },
  {
    name: 'number becomes integer and number',
    change: [[`${member('discount')}/type`, ['integer', 'number']]],
    ...nothing('Integers are numbers.'),
  },
  {
    name: 'members, required names, and values in another order',
    change: [
      [`${order}/required`, ['paid', 'total', 'lines', 'state', 'id']],
      [`${schemas}/State/enum`, ['sent', 'open', 'paid']],
    ],
    ...nothing('Neither has an order.'),
  },
  {
    name: 'a required name twice',
    change: [[`${schemas}/Line/required`, ['sku', 'count', 'sku']]],
    ...nothing('Once is enough.'),
  },
  {
    name: 'branches in another order',
    change: [[`${member('payment')}/oneOf`, [transfer, card]]],
    ...nothing('The order of branches does not count.'),
  },
  {
    name: 'oneOf becomes anyOf of branches that exclude each other',
    change: [[member('payment'), { anyOf: [card, transfer] }]],
    ...nothing('No value fits both branches.'),
  },
  {
    name: 'a union of one branch',
    change: [[member('total'), { anyOf: [{ type: 'integer', minimum: 0, maximum: 1_000_000 }] }]],
    ...nothing('A union of one branch is that branch.'),
  },
  {
    name: 'a union in a union',
    change: [[member('payment'), { anyOf: [card, { anyOf: [transfer] }] }]],
    ...nothing('The same branches.'),
  },
  {
    name: 'not not',
    change: [[member('version'), { not: { not: { type: 'integer', format: 'int64' } } }]],
    ...nothing('It is the schema inside.'),
  },
  {
    name: 'a discriminator',
    change: [[`${member('payment')}/discriminator`, { propertyName: 'kind' }]],
    ...wording('It helps tools, and restricts nothing.'),
  },
  {
    name: 'a path parameter gets another name',
    change: [['/paths/~1orders~1{id}', undefined]],
    ...nothing('Its name is not sent.'),
  },
  {
    name: 'operationId and tags',
    change: [
      [`${get}/operationId`, 'readOrder'],
      [`${get}/tags`, ['items']],
    ],
    ...nothing('They are not sent.'),
  },
  {
    name: 'a security scheme gets another name',
    change: [
      ['/components/securitySchemes/secret', { type: 'apiKey', in: 'header', name: 'x-key' }],
      ['/components/securitySchemes/key', undefined],
      ['/security', [{ secret: [] }, { token: ['read'] }]],
    ],
    ...nothing('Its name is not sent, and the case of a header does not count.'),
  },
  {
    name: 'security alternatives in another order',
    change: [['/security', [{ token: ['read'] }, { key: [] }]]],
    ...nothing('Any of them is enough.'),
  },
  {
    name: 'a part of the path moves into the server',
    core: true,
    change: [
      ['/servers', [{ url: 'https://shop.example/' }]],
      ['/paths/~1v1~1orders', 'POST'],
      ['/paths/~1v1~1orders~1{orderId}', 'GET'],
    ],
    ...nothing('The URLs are the same.'),
  },
  {
    name: 'the port of the scheme',
    change: [['/servers/0/url', 'https://shop.example:443/v1/']],
    ...nothing('The URLs are the same.'),
  },
  {
    name: 'a server with a variable of one value',
    change: [
      [
        '/servers/0',
        {
          url: 'https://{host}/v1',
          variables: { host: { default: 'shop.example', enum: ['shop.example'] } },
        },
      ],
    ],
    ...nothing('The URLs are the same.'),
  },
  {
    name: 'the case of a header',
    change: [
      [`${ok}/headers/etag`, { required: true, schema: { type: 'string', pattern: '^"[a-z]+"$' } }],
      [`${ok}/headers/ETag`, undefined],
    ],
    ...nothing('The case of a header does not count.'),
  },
  {
    name: 'the case of a media type',
    change: [
      [`${ok}/content/Application~1JSON`, { schema: { $ref: '#/components/schemas/Order' } }],
      [media, undefined],
    ],
    ...nothing('The case of a media type does not count.'),
  },
  {
    name: 'a status that its range declares too',
    change: [[`${get}/responses/503`, { $ref: '#/components/responses/Problem' }]],
    ...nothing('The range already says it.'),
  },
  {
    name: 'parameters move to the path',
    change: [
      [
        '/paths/~1orders~1{orderId}/parameters',
        [{ name: 'orderId', in: 'path', required: true, schema: { type: 'string', minLength: 1 } }],
      ],
      [`${get}/parameters/0`, undefined],
    ],
    ...nothing('They apply to all operations of the path.'),
  },
  {
    name: 'defaults of a parameter are written',
    change: [
      [`${get}/parameters/2/style`, 'form'],
      [`${get}/parameters/2/explode`, true],
      [`${get}/parameters/2/required`, false],
    ],
    ...nothing('They are the defaults.'),
  },
  {
    name: 'the style of a parameter that is not a list',
    change: [[`${get}/parameters/2/explode`, false]],
    ...nothing('Single values are written the same way.'),
  },
  {
    name: 'a schema that is true',
    change: [
      [`${member('labels')}/properties`, {}],
      [`${member('lines')}/contains`, true],
      [`${member('lines')}/minContains`, 0],
    ],
    ...nothing('They restrict nothing.'),
  },
  {
    name: 'whitespace in a rule',
    change: [[`${order}/x-validations/0/rule`, '  self.paid   <= self.total\n']],
    ...nothing('It is the same rule.'),
  },
  {
    name: 'a rule in another order',
    change: [
      [
        `${order}/x-validations`,
        [
          {
            rule: 'self.paid >= oldSelf.paid',
            message: 'Nothing is paid back.',
            severity: 'warning',
          },
          { rule: 'self.paid <= self.total', message: 'Nobody pays too much.', severity: 'error' },
        ],
      ],
    ],
    ...nothing('Rules have no order, and error is the default.'),
  },
  {
    name: 'a pattern is written otherwise',
    change: [[`${schemas}/OrderId/pattern`, '^ord_\\d{4}$']],
    ...same('The same texts match, which exchanges show.'),
  },
  {
    name: 'a rule is written otherwise',
    change: [[`${order}/x-validations/0/rule`, 'self.total >= self.paid']],
    ...same('The same bodies keep it, which exchanges show.'),
  },
  {
    name: 'a format that is not checked',
    change: [[`${member('note')}/format`, 'markdown']],
    ...wording('Unknown formats are notes for people.'),
  },
];

/** Changes of responses. */
export const responses: DiffRow[] = [
  {
    name: 'a minimum rises',
    change: [[`${member('total')}/minimum`, 1]],
    subject: 'body',
    ...narrowed('0 is not sent any more.'),
  },
  {
    name: 'a minimum falls',
    core: true,
    change: [[`${member('paid')}/minimum`, -1]],
    subject: 'body',
    ...widened('Clients must be ready for -1.'),
  },
  {
    name: 'a maximum is removed',
    change: [[`${member('total')}/maximum`, undefined]],
    ...widened('Clients must be ready for larger numbers.'),
  },
  {
    name: 'a maximum is added',
    change: [[`${member('version')}/maximum`, 2 ** 40]],
    ...narrowed('Larger numbers are not sent any more.'),
  },
  {
    name: 'an exclusive bound becomes inclusive',
    change: [[member('discount'), { type: 'number', minimum: 0, maximum: 1 }]],
    ...widened('Clients must be ready for 1.'),
  },
  {
    name: 'a length is limited',
    change: [[`${member('note')}/maxLength`, 100]],
    subject: 'body',
    ...narrowed('Longer texts are not sent any more.'),
  },
  {
    name: 'a length may be larger',
    change: [[`${member('note')}/maxLength`, 1000]],
    ...widened('Clients must be ready for longer texts.'),
  },
  {
    name: 'a pattern accepts more',
    core: true,
    change: [[`${schemas}/OrderId/pattern`, '^ord_[0-9]{4,5}$']],
    ...widened('Clients must be ready for five digits.'),
  },
  {
    name: 'a pattern accepts less',
    change: [[`${schemas}/Card/properties/last4/pattern`, '^[0-8]{4}$']],
    ...narrowed('9 is not sent any more.'),
  },
  {
    name: 'a pattern is replaced',
    change: [[`${schemas}/OrderId/pattern`, '^order-[a-f]{6}$']],
    ...both('Other texts match.'),
  },
  {
    name: 'a pattern with a lookahead is added',
    change: [[`${schemas}/Transfer/properties/iban/pattern`, '^(?!DE)[A-Z]{2}\\d{8}$']],
    ...narrowed('Other texts are not sent any more.'),
  },
  {
    name: 'a format is removed',
    change: [[`${member('createdAt')}/format`, undefined]],
    ...widened('Clients must be ready for any text.'),
  },
  {
    name: 'a format is added',
    change: [[`${member('note')}/format`, 'uri']],
    ...narrowed('Other texts are not sent any more.'),
  },
  {
    name: 'a format of numbers becomes larger',
    change: [
      [
        '/components/responses/Problem/content/application~1problem+json/schema/properties/code/format',
        'int64',
      ],
    ],
    ...widened('Clients must be ready for more than 32 bits.'),
  },
  {
    name: 'a format of numbers becomes smaller',
    change: [[`${member('version')}/format`, 'int32']],
    ...narrowed('More than 32 bits are not sent any more.'),
  },
  {
    name: 'a value is added to an enum',
    core: true,
    change: [[`${schemas}/State/enum`, ['open', 'paid', 'sent', 'lost']]],
    ...widened('Clients must be ready for "lost".'),
  },
  {
    name: 'a value is removed from an enum',
    change: [[`${schemas}/State/enum`, ['open', 'paid']]],
    ...narrowed('"sent" is not sent any more.'),
  },
  {
    name: 'a constant changes',
    change: [[`${schemas}/Card/properties/kind/const`, 'credit-card']],
    ...both('Clients must be ready for another value.'),
  },
  {
    name: 'a type changes',
    change: [[`${schemas}/Transfer/properties/iban/type`, 'integer']],
    ...both('Clients must be ready for a number.'),
  },
  {
    name: 'integer becomes number',
    change: [[`${member('paid')}/type`, 'number']],
    ...widened('Clients must be ready for fractions.'),
  },
  {
    name: 'a member can be null',
    core: true,
    change: [[`${member('createdAt')}/type`, ['string', 'null']]],
    ...widened('Clients must be ready for null.'),
  },
  {
    name: 'a member cannot be null',
    change: [[`${member('note')}/type`, 'string']],
    ...narrowed('null is not sent any more.'),
  },
  {
    name: 'a required member becomes optional',
    change: [[`${order}/required`, ['id', 'state', 'total', 'paid']]],
    ...widened('Clients must be ready for bodies without it.'),
  },
  {
    name: 'a required member becomes writeOnly',
    change: [[`${member('lines')}/writeOnly`, true]],
    subject: 'body',
    ...widened('Responses need not have it any more.'),
  },
  {
    name: 'an optional member becomes required',
    change: [[`${order}/required`, ['id', 'state', 'lines', 'total', 'paid', 'createdAt']]],
    ...narrowed('It is always sent.'),
  },
  {
    name: 'an optional member is added',
    change: [[member('color'), { type: 'string' }]],
    ...narrowed('It was free to be anything.'),
  },
  {
    name: 'an optional member is removed',
    change: [[member('createdAt'), undefined]],
    ...widened('It can be anything now.'),
  },
  {
    name: 'a member is added to a closed object',
    change: [[`${schemas}/Line/properties/color`, { type: 'string' }]],
    ...widened('Clients must be ready for another member.'),
  },
  {
    name: 'a member is removed from a closed object',
    change: [
      [`${schemas}/Line/properties/sku`, undefined],
      [`${schemas}/Line/required`, ['count']],
    ],
    ...both('It is not sent any more, and was required.'),
  },
  {
    name: 'an object is closed',
    change: [[`${schemas}/Transfer/additionalProperties`, false]],
    ...narrowed('No other members are sent.'),
  },
  {
    name: 'an object is opened',
    change: [[`${schemas}/Line/additionalProperties`, undefined]],
    ...widened('Clients must be ready for other members.'),
  },
  {
    name: 'the values of a map change',
    change: [[`${member('labels')}/additionalProperties`, { type: ['string', 'integer'] }]],
    ...widened('Clients must be ready for numbers.'),
  },
  {
    name: 'a list may be longer',
    change: [[`${member('lines')}/maxItems`, 60]],
    ...widened('Clients must be ready for 60 elements.'),
  },
  {
    name: 'elements of a list are unique',
    change: [[`${member('lines')}/uniqueItems`, true]],
    ...narrowed('Equal elements are not sent any more.'),
  },
  {
    name: 'a branch is added to a union',
    change: [[`${member('payment')}/oneOf`, [card, transfer, { type: 'string' }]]],
    ...widened('Clients must be ready for a text.'),
  },
  {
    name: 'a branch is removed from a union',
    change: [[`${member('payment')}/oneOf`, [card]]],
    ...narrowed('Transfers are not sent any more.'),
  },
  {
    name: 'numbers are multiples of 5',
    change: [[`${member('paid')}/multipleOf`, 5]],
    ...narrowed('Other numbers are not sent any more.'),
  },
  {
    name: 'names of members are restricted',
    change: [[`${member('labels')}/propertyNames`, { pattern: '^[a-z]+$' }]],
    ...narrowed('Other names are not sent any more.'),
  },
  {
    name: 'a member depends on another',
    change: [[`${order}/dependentRequired`, { discount: ['note'] }]],
    ...narrowed('Bodies with one of them are not sent any more.'),
  },
  {
    name: 'a rule is removed',
    change: [[`${order}/x-validations/0`, undefined]],
    ...widened('Clients must be ready for bodies that break it.'),
  },
  {
    name: 'a rule is added',
    change: [
      [
        `${order}/x-validations/2`,
        { rule: 'self.lines.size() > 0', message: 'An order has lines.' },
      ],
    ],
    ...narrowed('Bodies that break it are not sent any more.'),
  },
  {
    name: 'a rule is replaced by a stricter one',
    core: true,
    change: [[`${order}/x-validations/0/rule`, 'self.paid < self.total']],
    ...narrowed('Equal numbers are not sent any more.'),
  },
  {
    name: 'a rule is replaced by its opposite',
    change: [[`${order}/x-validations/0/rule`, 'self.paid >= self.total']],
    ...both('Other bodies keep it.'),
  },
  {
    name: 'a rule that warns is removed',
    change: [[`${order}/x-validations/1`, undefined]],
    ...widened('What was unusual is usual now.'),
  },
  {
    name: 'a warning becomes an error',
    change: [[`${order}/x-validations/1/severity`, 'error']],
    ...narrowed('A correct server cannot break it any more.'),
  },
  {
    name: 'an error becomes a warning',
    change: [[`${order}/x-validations/0/severity`, 'warning']],
    ...widened('A correct server can break it.'),
  },
  {
    name: 'a status is added',
    core: true,
    change: [[`${get}/responses/202`, { description: 'Later.' }]],
    subject: 'status',
    ...widened('Clients must be ready for it.'),
  },
  {
    name: 'a status is removed',
    change: [[`${get}/responses/304`, undefined]],
    subject: 'status',
    ...narrowed('It is not sent any more.'),
  },
  {
    name: 'a range of statuses is added',
    change: [[`${get}/responses/4XX`, { $ref: '#/components/responses/Problem' }]],
    subject: 'status',
    ...widened('Clients must be ready for them.'),
  },
  {
    name: 'a default is added',
    change: [[`${post}/responses/default`, { description: 'Anything.' }]],
    subject: 'status',
    ...widened('Clients must be ready for any status.'),
  },
  {
    name: 'a media type is added',
    change: [[`${ok}/content/text~1csv`, {}]],
    subject: 'media-type',
    ...widened('Clients must be ready for it.'),
  },
  {
    name: 'a media type is removed',
    change: [
      [`${ok}/content/application~1hal+json`, 'base'],
      [media, undefined],
      [
        `${ok}/content/application~1vnd.shop+json`,
        { schema: { $ref: '#/components/schemas/Order' } },
      ],
    ],
    ...widened('Clients must be ready for the new one.'),
  },
  {
    name: 'a status gets a body',
    change: [[`${get}/responses/404`, { description: 'None.' }]],
    ...both('The body is not sent any more.'),
  },
  {
    name: 'the schema of a body is removed',
    change: [[schema, undefined]],
    ...widened('Clients must be ready for anything.'),
  },
  {
    name: 'a required header becomes optional',
    core: true,
    change: [[`${ok}/headers/ETag/required`, false]],
    subject: 'header',
    ...widened('Clients must be ready for responses without it.'),
  },
  {
    name: 'an optional header becomes required',
    change: [[`${ok}/headers/Age/required`, true]],
    subject: 'header',
    ...narrowed('It is always sent.'),
  },
  {
    name: 'a required header is added',
    change: [[`${ok}/headers/X-Id`, { required: true, schema: { type: 'string' } }]],
    subject: 'header',
    ...narrowed('It is always sent.'),
  },
  {
    name: 'a bound of a header changes',
    change: [[`${ok}/headers/Age/schema/minimum`, 10]],
    subject: 'header',
    ...narrowed('Less is not sent any more.'),
  },
  {
    name: 'a pattern of a header changes',
    change: [[`${ok}/headers/ETag/schema/pattern`, '^"[a-z]+-?"$']],
    subject: 'header',
    ...widened('Clients must be ready for it.'),
  },
];

/** Changes of requests, keys, servers, and paths. */
export const requests: DiffRow[] = [
  {
    name: 'an operation is removed',
    change: [[post, undefined]],
    subject: 'operation',
    ...refused('Clients that send it get no response.'),
  },
  {
    name: 'an operation is added',
    change: [['/paths/~1items', { get: { responses: { '204': { description: 'None.' } } } }]],
    subject: 'operation',
    ...allowed('Nothing that clients do is affected.'),
  },
  {
    name: 'a path gets another segment',
    change: [['/paths/~1shop~1orders', 'POST']],
    subject: 'operation',
    ...refused('The old path leads nowhere.'),
  },
  {
    name: 'a server is removed',
    change: [['/servers', [{ url: 'https://other.example/v1' }]]],
    subject: 'server',
    ...refused('Clients use its URL.'),
  },
  {
    name: 'a server is added',
    change: [['/servers/1', { url: 'https://other.example/v1' }]],
    subject: 'server',
    ...allowed('The old URL still works.'),
  },
  {
    name: 'the prefix of the server changes',
    change: [['/servers/0/url', 'https://shop.example/v2']],
    subject: 'server',
    ...refused('Clients use the old URL.'),
  },
  {
    name: 'a required query parameter is added',
    core: true,
    change: [
      [
        `${get}/parameters/5`,
        { name: 'shop', in: 'query', required: true, schema: { type: 'string' } },
      ],
    ],
    subject: 'parameter',
    ...refused('Requests without it were allowed.'),
  },
  {
    name: 'an optional query parameter is added',
    change: [[`${get}/parameters/5`, { name: 'shop', in: 'query', schema: { type: 'string' } }]],
    subject: 'parameter',
    ...allowed('Requests without it are allowed.'),
  },
  {
    name: 'a query parameter is removed',
    change: [[`${get}/parameters/2`, undefined]],
    subject: 'parameter',
    ...refused('What clients ask for is not done.'),
  },
  {
    name: 'a parameter becomes required',
    change: [[`${get}/parameters/1/required`, true]],
    subject: 'parameter',
    ...refused('Requests without it were allowed.'),
  },
  {
    name: 'a parameter moves from the query to a header',
    change: [[`${get}/parameters/2/in`, 'header']],
    subject: 'parameter',
    ...refused('What clients send is not read.'),
  },
  {
    name: 'a list is written otherwise',
    change: [[`${get}/parameters/4/explode`, false]],
    subject: 'parameter',
    ...refused('Servers read it otherwise.'),
  },
  {
    name: 'the default of a parameter changes',
    change: [[`${get}/parameters/1/schema/default`, 'all']],
    subject: 'parameter',
    ...refused('Requests without it mean something else.'),
  },
  {
    name: 'a value of a parameter is added',
    change: [[`${get}/parameters/1/schema/enum`, ['none', 'all', 'some']]],
    subject: 'parameter',
    ...allowed('What was allowed still is.'),
  },
  {
    name: 'a value of a parameter is removed',
    change: [[`${get}/parameters/1/schema/enum`, ['none']]],
    subject: 'parameter',
    ...refused('Clients may send it.'),
  },
  {
    name: 'a bound of a parameter becomes stricter',
    change: [[`${get}/parameters/2/schema/maximum`, 50]],
    subject: 'parameter',
    ...refused('Clients may send 100.'),
  },
  {
    name: 'a path parameter is restricted',
    change: [[`${get}/parameters/0/schema/pattern`, '^ord_']],
    subject: 'parameter',
    ...refused('Clients may send other ids.'),
  },
  {
    name: 'a request body becomes optional',
    change: [[`${post}/requestBody/required`, false]],
    subject: 'request-body',
    ...allowed('What was allowed still is.'),
  },
  {
    name: 'a request body is removed',
    change: [[`${post}/requestBody`, undefined]],
    subject: 'request-body',
    ...refused('What clients send is not read.'),
  },
  {
    name: 'a request body is added',
    change: [[`${get}/requestBody`, { content: { 'application/json': {} } }]],
    subject: 'request-body',
    ...allowed('Requests without it are allowed.'),
  },
  {
    name: 'a media type of a request is added',
    change: [[`${post}/requestBody/content/text~1csv`, {}]],
    subject: 'request-body',
    ...allowed('What was allowed still is.'),
  },
  {
    name: 'a media type of a request is removed',
    change: [[`${post}/requestBody/content`, { 'text/csv': {} }]],
    subject: 'request-body',
    ...refused('Clients send it.'),
  },
  {
    name: 'a required member of a request becomes readOnly',
    change: [[`${schemas}/NewOrder/properties/lines/readOnly`, true]],
    subject: 'request-body',
    ...allowed('Requests need not have it any more.'),
  },
  {
    name: 'a member of a request becomes required',
    change: [[`${schemas}/NewOrder/required`, ['lines', 'priority']]],
    subject: 'request-body',
    ...refused('Requests without it were allowed.'),
  },
  {
    name: 'a member of a request becomes optional',
    change: [[`${schemas}/NewOrder/required`, undefined]],
    subject: 'request-body',
    ...allowed('What was allowed still is.'),
  },
  {
    name: 'a text of a request may be longer',
    change: [[`${schemas}/NewOrder/properties/note/maxLength`, 500]],
    subject: 'request-body',
    ...allowed('What was allowed still is.'),
  },
  {
    name: 'a key is no longer enough',
    core: true,
    change: [['/security', [{ token: ['read'] }]]],
    subject: 'security',
    ...refused('Clients with the key are refused.'),
  },
  {
    name: 'both keys are needed',
    change: [['/security', [{ key: [], token: ['read'] }]]],
    subject: 'security',
    ...refused('One of them was enough.'),
  },
  {
    name: 'another scope is needed',
    change: [['/security', [{ key: [] }, { token: ['read', 'write'] }]]],
    subject: 'security',
    ...refused('Tokens may not have it.'),
  },
  {
    name: 'no key is needed',
    change: [['/security', [{ key: [] }, { token: ['read'] }, {}]]],
    subject: 'security',
    ...allowed('What was allowed still is.'),
  },
  {
    name: 'the header of a key changes',
    change: [['/components/securitySchemes/key/name', 'X-Api-Key']],
    subject: 'security',
    ...refused('Clients send the old one.'),
  },
];

/** Changes of text, and changes that cannot be exercised. */
export const others: DiffRow[] = [
  {
    name: 'a bound that a rule makes useless',
    change: [[`${member('total')}/minimum`, -1]],
    ...same('The total is at least what is paid, which is at least 0.'),
  },
  {
    name: 'a schema of requests and responses',
    change: [[`${schemas}/Line/properties/sku/maxLength`, 10]],
    ...refused('Clients may send longer texts.'),
  },
  {
    name: 'a rule that cannot be used any more',
    change: [[`${order}/required`, ['id', 'state', 'lines', 'total']]],
    verdict: 'undecided',
    direction: 'unknown',
    reason: 'The rule reads a member that may be absent now.',
  },

  {
    name: 'a description of a schema',
    core: true,
    change: [[`${order}/description`, 'An order of a customer.']],
    ...wording('Only people read it.'),
  },
  {
    name: 'the summary of an operation',
    change: [[`${get}/summary`, 'Reads an order.']],
    ...wording('Only people read it.'),
  },
  {
    name: 'an example',
    change: [[`${member('note')}/examples`, ['soon']]],
    ...wording('Only people read it.'),
  },
  {
    name: 'the message of a rule',
    change: [[`${order}/x-validations/0/message`, 'At most the total is paid.']],
    ...wording('The rule is the same.'),
  },
  {
    name: 'an operation is deprecated',
    change: [[`${get}/deprecated`, true]],
    ...wording('It works as before.'),
  },
  {
    name: 'the version of the contract',
    change: [['/info/version', '1.0.1']],
    ...nothing('Every release changes it.'),
  },
  {
    name: 'a schema of XML',
    change: [[`${ok}/content/application~1xml`, { schema: { type: 'string' } }]],
    verdict: 'major',
    direction: 'widened',
    reason: 'Clients must be ready for XML.',
  },
  {
    name: 'a webhook is added',
    core: true,
    change: [['/webhooks', { sent: { post: { responses: { '204': { description: 'None.' } } } } }]],
    verdict: 'undecided',
    direction: 'unknown',
    subject: 'webhook',
    reason: 'Webhooks are not exercised.',
  },
  {
    name: 'a list with a very large limit',
    change: [
      [`${member('lines')}/items/contentSchema`, {}],
      [`${schemas}/Transfer/properties/iban/maxLength`, 50_000_000],
    ],
    verdict: 'undecided',
    direction: 'unknown',
    reason: 'A text of this length is not drawn.',
  },
];

export const rows: DiffRow[] = [...rewrites, ...responses, ...requests, ...others];
