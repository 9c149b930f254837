const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Names of headers that are defined for everyone, and so are not data. In lower case. */
export const headerNames: ReadonlySet<string> = list(`
  accept accept-charset accept-encoding accept-language accept-patch accept-post accept-ranges
  access-control-allow-credentials access-control-allow-headers access-control-allow-methods
  access-control-allow-origin access-control-allow-private-network access-control-expose-headers
  access-control-max-age access-control-request-headers access-control-request-method age allow alt-svc
  api-key authentication-info authorization baggage cache-control cache-status cdn-cache-control cf-ray
  clear-site-data connection content-disposition content-encoding content-language content-length
  content-location content-md5 content-range content-security-policy content-security-policy-report-only
  content-type cookie cross-origin-embedder-policy cross-origin-opener-policy
  cross-origin-resource-policy date deprecation digest dnt early-data etag expect expect-ct expires
  forwarded from host idempotency-key if-match if-modified-since if-none-match if-range
  if-unmodified-since keep-alive last-event-id last-modified link location max-forwards nel origin
  origin-agent-cluster permissions-policy pragma prefer preference-applied priority proxy-authenticate
  proxy-authorization range ratelimit ratelimit-limit ratelimit-policy ratelimit-remaining
  ratelimit-reset referer referrer-policy refresh remote-user report-to reporting-endpoints
  retry-after save-data sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform sec-fetch-dest sec-fetch-mode
  sec-fetch-site sec-fetch-user sec-gpc sec-websocket-accept sec-websocket-key sec-websocket-protocol
  sec-websocket-version server server-timing set-cookie signature sourcemap strict-transport-security
  sunset te timing-allow-origin tk traceparent tracestate trailer transfer-encoding upgrade
  upgrade-insecure-requests user-agent vary via warning www-authenticate x-amz-security-token
  x-api-key x-auth-token x-cache x-content-type-options x-correlation-id x-csrf-token
  x-dns-prefetch-control x-download-options x-forwarded-for x-forwarded-host x-forwarded-port
  x-forwarded-proto x-forwarded-user x-frame-options x-permitted-cross-domain-policies x-powered-by
  x-ratelimit-limit x-ratelimit-remaining x-ratelimit-reset x-real-ip x-request-id x-requested-with
  x-response-time x-runtime x-served-by x-xss-protection x-xsrf-token`);

/** Names of members and of query parameters that most APIs have, and so are not data. */
export const commonNames: ReadonlySet<string> = list(`
  id ids uuid name names type kind title description summary status state code codes message messages
  error errors detail details reason cause causes data item items result results value values key keys
  count total size length limit offset page pages per_page perPage page_size pageSize cursor next prev
  previous first last before after from to since until sort order order_by filter fields include q query
  search lang locale format version created createdAt created_at updated updatedAt updated_at deleted
  url uri href link links self meta metadata attributes relationships path field instance location
  success ok active enabled user username email password token access_token refresh_token id_token
  token_type expires_in scope client_id client_secret grant_type session address phone date time
  timestamp text content body headers method request response object list index label labels tags tag
  note notes comment comments`);

/** Words in values of headers that HTTP and browsers define. In lower case. */
const headerWords = list(`
  gzip x-gzip deflate br zstd compress identity chunked trailers
  get head post put patch delete options trace connect
  no-cache no-store max-age s-maxage must-revalidate proxy-revalidate private public immutable
  no-transform only-if-cached stale-while-revalidate stale-if-error max-stale min-fresh must-understand
  application text image audio video font multipart message json xml html plain css csv javascript pdf
  octet-stream png jpeg gif webp avif apng svg+xml x-www-form-urlencoded form-data problem+json
  problem+xml event-stream x-ndjson ndjson ld+json hal+json vnd.api+json merge-patch+json
  json-patch+json xhtml+xml q v b charset utf-8 us-ascii iso-8859-1
  nosniff deny sameorigin same-origin same-site cross-site cross-origin require-corp credentialless
  unsafe-none same-origin-allow-popups none includesubdomains preload block mode
  default-src script-src script-src-elem script-src-attr style-src style-src-elem style-src-attr img-src
  connect-src font-src object-src media-src frame-src child-src frame-ancestors base-uri form-action
  worker-src manifest-src upgrade-insecure-requests sandbox report-uri report-to 'self' 'none'
  'unsafe-inline' 'unsafe-eval' 'strict-dynamic' 'wasm-unsafe-eval' 'report-sample' data blob https http
  cors navigate no-cors websocket document empty script style worker iframe ?0 ?1 u
  no-referrer no-referrer-when-downgrade origin origin-when-cross-origin strict-origin
  strict-origin-when-cross-origin unsafe-url r t w limit remaining reset default
  keep-alive close upgrade timeout max bytes seconds items 100-continue true false off on
  h2 h3 ma clear hit miss stale expired bypass dynamic fwd ttl rel next prev first last self
  return minimal representation respond-async wait dur desc chromium linux windows macos android ios
  attachment inline filename name`);

/** Headers whose words and numbers cannot be personal if HTTP defines them. */
const wordy =
  /^(?:accept|accept-(?!language).*|access-control-(?!allow-origin).*|age|allow|cache-control|cache-status|cdn-cache-control|connection|content-(?:disposition|encoding|range|security-policy|security-policy-report-only)|cross-origin-.*|dnt|early-data|expect|expires|keep-alive|max-forwards|origin-agent-cluster|pragma|prefer|preference-applied|priority|range|ratelimit|(?:x-)?(?:rate-?limit)-.*|referrer-policy|retry-after|save-data|sec-ch-.*|sec-fetch-.*|sec-gpc|sec-websocket-version|server-timing|strict-transport-security|te|trailer|transfer-encoding|upgrade-insecure-requests|vary|x-cache|x-content-type-options|x-dns-prefetch-control|x-download-options|x-frame-options|x-permitted-cross-domain-policies|x-response-time|x-runtime|x-xss-protection)$/;
const languages = new Set(['accept-language', 'content-language']);
const dates = new Set([
  ...['date', 'expires', 'last-modified', 'if-modified-since', 'if-unmodified-since', 'if-range'],
  ...['retry-after', 'sunset', 'deprecation'],
]);

const date =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;
const language = /^(?:[a-z]{2,3}(?:-(?:[A-Z]{2}|[A-Z][a-z]{3}|\d{3}))?|q)$/i;
/** Of the length of a time in seconds. */
const number = /^\d{1,10}(?:\.\d{1,6})?$/;

/**
 * Whether a word in the value of a header cannot be personal.
 *
 * @param key The name of the header, in lower case.
 */
export function isHarmlessWord(key: string, word: string): boolean {
  if (languages.has(key)) return language.test(word) || /^[01](?:\.\d{1,3})?$/.test(word);
  if (!wordy.test(key)) return false;
  const plain = word.toLowerCase();
  return number.test(word) || headerWords.has(plain) || headerNames.has(plain);
}

/** Whether the value of a header is a date, where HTTP has dates. */
export function isHarmlessDate(key: string, value: string): boolean {
  return dates.has(key) && date.test(value);
}

const charset =
  /^"?(?:utf-?8|utf-16(?:le|be)?|us-ascii|iso-8859-\d{1,2}|windows-125\d|shift_jis|euc-(?:jp|kr)|gb(?:k|2312|18030)|big5)"?$/i;

/** Whether a type or subtype in a media type cannot be personal. */
export function isHarmlessType(word: string): boolean {
  return headerWords.has(word.toLowerCase());
}

/** Whether a parameter of a media type cannot be personal. */
export function isHarmlessParameter(name: string, value: string): boolean {
  if (/^charset$/i.test(name)) return charset.test(value);
  return /^(?:q|v|version|level|profile-version)$/i.test(name) && /^"?\d(?:\.\d)?"?$/.test(value);
}
