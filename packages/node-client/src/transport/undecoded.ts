import {
  detailsOf,
  ProtocolError,
  redact,
  requestOf,
  secretsIn,
  type SendCall,
  type Reply,
  type TransportReply,
} from '@batch-status/client-core';

/** A reply whose body may have an unsupported content coding. */
export interface NodeReply extends TransportReply {
  /** The codings of `bytes`, if they could not be decoded. */
  undecoded?: string;
}

/** Makes a batch with an unsupported content coding an error. */
export const refuseUndecoded =
  (sendCall: SendCall<NodeReply>): SendCall<NodeReply> =>
  (request, judge) =>
    sendCall(request, (reply) =>
      reply.undecoded !== undefined && reply.status === 200
        ? { error: unreadable(reply, reply.undecoded) }
        : judge(reply),
    );

function unreadable({ call, status, retryAfter }: Reply, undecoded: string): ProtocolError {
  const codings = redact(undecoded, secretsIn(call.headers));
  return new ProtocolError(
    'malformed',
    `${requestOf(call)} returned ${status} with the content coding “${codings}”, which is not supported. Check the proxies on the way to the server.`,
    { ...detailsOf(call), status, retryAfter },
  );
}
