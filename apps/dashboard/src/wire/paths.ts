/** The paths of the server, relative to its base, which ends with a slash. */
export const paths = {
  /** The page: an overview. */
  overview: '',
  /** The page: one batch. */
  batch: (batchId: string): string => `batches/${encodeURIComponent(batchId)}`,
  /** GET: a stream of {@link BoardEvent}. With a share link, of one batch. */
  events: 'api/events',
  /**
   * POST `{ "batchIds": [...] }`: follows batches, or asks again for those that are over. The answer is
   * a `BatchesAnswer`.
   */
  batches: 'api/batches',
  /** DELETE: stops to show a batch. */
  oneBatch: (batchId: string): string => `api/batches/${encodeURIComponent(batchId)}`,
  /** GET: the messages of one batch, as a stream of `BatchMessage` for `<batch-progress src>`. */
  batchEvents: (batchId: string): string => `api/batches/${encodeURIComponent(batchId)}/events`,
  /** GET: `HistoryPoint[]` as JSON, or as CSV with `?format=csv`. */
  history: (batchId: string): string => `api/batches/${encodeURIComponent(batchId)}/history`,
  /**
   * PUT a `CapacityChange`: older data for all, so that more batches fit. 409 with a `RefusalAnswer` if
   * those that are followed would no longer fit.
   */
  capacity: 'api/capacity',
  /** POST a `ShareRequest`: makes a share link, and returns a `NewShare`. GET: `Share[]`. */
  shares: 'api/shares',
  /** DELETE: revokes a share link. */
  share: (id: string): string => `api/shares/${encodeURIComponent(id)}`,
} as const;
