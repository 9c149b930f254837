import {
  detailsOf,
  ProtocolError,
  redact,
  secretsIn,
  type Exchange,
  type Reply,
  type TransportReply,
} from '@batch-status/client-core';

/** An answer that may be coded in a way that cannot be read. */
export interface NodeReply extends TransportReply {
  /** The codings of `bytes`, where they could not be taken off. */
  undecoded?: string;
}

/** An exchange that says so where a batch came in a coding that cannot be read. */
export const refuseUndecoded =
  (exchange: Exchange<NodeReply>): Exchange<NodeReply> =>
  (request, judge) =>
    exchange(request, (reply) =>
      reply.undecoded !== undefined && reply.status === 200
        ? { error: unreadable(reply, reply.undecoded) }
        : judge(reply),
    );

function unreadable(
  { call, status, attempts, retryAfter }: Reply,
  undecoded: string,
): ProtocolError {
  const codings = redact(undecoded, secretsIn(call.headers));
  return new ProtocolError(
    'malformed',
    `GET ${call.path} answered ${status} in the content coding “${codings}”, which was not asked for and cannot be read. Check what stands between here and the server.`,
    { ...detailsOf(call, attempts), status, retryAfter },
  );
}
