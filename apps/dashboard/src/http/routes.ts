import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Access, Viewer } from '../access/access.ts';
import type { ShareLinks } from '../access/share-links.ts';
import type { Board } from '../board/board.ts';
import { longestStaleness, shortestStaleness } from '../board/limits.ts';
import type { Sight } from '../stream/board-source.ts';
import type { Streams } from '../stream/streams.ts';
import type { NewShare } from '../wire/answers.ts';
import { paths } from '../wire/paths.ts';
import { csvOf, fileNameOf, jsonOf } from './history-body.ts';
import { readJson } from './read-json.ts';
import { Refusal } from './refusal.ts';

/** What the routes use. */
export interface Services {
  board: Board;
  streams: Streams;
  shares: ShareLinks;
  access: Access;
}

/** A request that was matched to a route. */
export interface Routed extends Services {
  request: IncomingMessage;
  response: ServerResponse;
  query: URLSearchParams;
  viewer: Viewer;
  /** What the path has in place of a name. */
  param: string;
}

type Handler = (routed: Routed) => void | Promise<void>;

export interface Route {
  pattern: RegExp;
  methods: Partial<Record<string, Handler>>;
}

/** In milliseconds: a minute and a year. */
const shortestShare = 60_000;
const longestShare = 365 * 86_400_000;

export const routes: readonly Route[] = [
  { pattern: /^api\/events$/, methods: { GET: streamBoard } },
  { pattern: /^api\/batches$/, methods: { POST: addBatches } },
  { pattern: /^api\/batches\/(.+)\/events$/, methods: { GET: streamBatch } },
  { pattern: /^api\/batches\/(.+)\/history$/, methods: { GET: sendHistory } },
  { pattern: /^api\/batches\/(.+)$/, methods: { DELETE: removeBatch } },
  { pattern: /^api\/capacity$/, methods: { PUT: changeCapacity } },
  { pattern: /^api\/shares$/, methods: { GET: listShares, POST: createShare } },
  { pattern: /^api\/shares\/(.+)$/, methods: { DELETE: revokeShare } },
];

/** Where a stream of one batch is read by other pages too. */
export const isBatchStream = ({ methods }: Route): boolean => methods['GET'] === streamBatch;

function streamBoard({ viewer, response, streams, access }: Routed): void {
  streams.joinBoard(response, sightOf(viewer), () => access.isValid(viewer));
}

/** What a viewer may see. */
export const sightOf = (viewer: Viewer): Sight =>
  viewer.kind === 'full' ? {} : { batchIds: viewer.batchIds };

function streamBatch(routed: Routed): void {
  const { response, streams, viewer, access, param } = routed;
  demandBatch(routed);
  streams.joinBatch(response, param, () => access.isValid(viewer));
}

async function addBatches({ request, response, board }: Routed): Promise<void> {
  const { batchIds } = await readJson(request);
  if (!isListOfTexts(batchIds)) {
    throw new Refusal(
      'invalid',
      '`batchIds` must be an array of at least one batch id, each of them a string.',
    );
  }
  const answer = board.add(batchIds);
  const isWhole = answer.batches.every(({ error }) => !error);
  sendJson(response, answer, isWhole ? 200 : 409);
}

const isListOfTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');

function removeBatch(routed: Routed): void {
  demandBatch(routed);
  routed.board.remove(routed.param);
  routed.response.writeHead(204).end();
}

async function sendHistory(routed: Routed): Promise<void> {
  const { response, board, query, param } = routed;
  demandBatch(routed);
  const format = query.get('format') ?? 'json';
  if (format !== 'json' && format !== 'csv') {
    throw new Refusal('invalid', '`format` must be json or csv.');
  }
  const isCsv = format === 'csv';
  response.writeHead(200, {
    'Content-Type': `${isCsv ? 'text/csv' : 'application/json'}; charset=utf-8`,
    'Cache-Control': 'no-store',
    'Content-Disposition': `attachment; filename="${fileNameOf(param, format)}"`,
  });
  const pages = board.history(param);
  await pipeline(Readable.from(isCsv ? csvOf(pages) : jsonOf(pages)), response);
}

async function changeCapacity({ request, response, board }: Routed): Promise<void> {
  const { maxStaleness } = await readJson(request);
  const ms = inRange(maxStaleness, 'maxStaleness', shortestStaleness, longestStaleness);
  board.changeStaleness(ms);
  sendJson(response, board.capacity);
}

function listShares({ response, shares }: Routed): void {
  sendJson(response, shares.list());
}

async function createShare({ request, response, shares, board }: Routed): Promise<void> {
  const { batchId, expiresIn } = await readJson(request);
  if (typeof batchId !== 'string' || !board.batch(batchId)) throw noBatch();
  const ms = inRange(expiresIn, 'expiresIn', shortestShare, longestShare);
  const { share, token } = shares.create(batchId, ms);
  const answer: NewShare = { ...share, path: `${paths.batch(batchId)}?share=${token}` };
  sendJson(response, answer, 201);
}

function revokeShare({ response, shares, param }: Routed): void {
  if (!shares.revoke(param)) throw new Refusal('not_found', 'This share link does not exist.');
  response.writeHead(204).end();
}

/** A viewer with a share link must not find out which other batches exist. */
function demandBatch({ board, viewer, param }: Routed): void {
  const isVisible = viewer.kind === 'full' || viewer.batchIds.has(param);
  if (!isVisible || !board.batch(param)) throw noBatch();
}

const noBatch = (): Refusal => new Refusal('not_found', 'The dashboard does not show this batch.');

function inRange(value: unknown, name: string, least: number, most: number): number {
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) {
    return Number(value);
  }
  throw new Refusal('invalid', `\`${name}\` must be a whole number from ${least} to ${most}.`);
}

function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(JSON.stringify(body));
}
