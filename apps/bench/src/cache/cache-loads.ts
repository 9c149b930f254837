/** Responses that fill a cache. */
export interface CacheLoad {
  /** How many batches are requested, once each. */
  batches: number;
  body: string;
  /** Of each `ETag`, which differ. */
  tagLength: number;
  headers: Record<string, string>;
}

const batch = {
  status: 'processing',
  isComplete: false,
  waiting: 1,
  active: 1,
  completed: 1,
  failed: 0,
  total: 3,
};
const small: CacheLoad = {
  batches: 2_000,
  body: JSON.stringify(batch),
  tagLength: 8,
  headers: {},
};

export const cacheLoads: Readonly<Record<string, CacheLoad>> = {
  '2,000 small batches': small,
  '20,000 small batches': { ...small, batches: 20_000 },
  '5,000 tags of 4,000 characters': { ...small, batches: 5_000, tagLength: 4_000 },
  '5,000 responses with 50 headers': {
    ...small,
    batches: 5_000,
    headers: Object.fromEntries(
      Array.from({ length: 50 }, (_, nth) => [`x-header-${nth}`, 'value '.repeat(10)]),
    ),
  },
  '50 batches of 1 MB': {
    ...small,
    batches: 50,
    body: JSON.stringify({ ...batch, padding: 'x'.repeat(1e6) }),
  },
};
