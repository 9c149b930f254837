const base64 = (text: string): string => Buffer.from(text).toString('base64');
const percent = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const inDigits = (zero: number): string =>
  Array.from('2025550143')
    .map((digit) => String.fromCodePoint(zero + Number(digit)))
    .join('');
const between = (separator: string): string => `Call 202${separator}555${separator}0143 now`;

const dashes: Record<string, string> = Object.fromEntries(
  [
    0x2d, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2043, 0x2212, 0x2e3a, 0x301c, 0x30fb,
    0xfe58, 0xfe63, 0xff0d, 0x58a, 0x5be, 0x1806, 0xb7, 0x2022, 0x2027, 0x7e, 0x2d7, 0x30fc, 0x2e40,
  ].map((code) => [
    `the separator U+${code.toString(16).padStart(4, '0')}`,
    between(String.fromCodePoint(code)),
  ]),
);

const invisible: Record<string, string> = Object.fromEntries(
  [
    0xad, 0x200b, 0x200c, 0x200d, 0x200e, 0x2060, 0xfeff, 0x202a, 0x2066, 0x180e, 0x34f, 0xfe0f,
    0x61c, 0x2063, 0xe0020,
  ].map((code) => [
    `the invisible U+${code.toString(16).padStart(4, '0')} between all digits`,
    `Call ${Array.from('2025550143').join(String.fromCodePoint(code))} now`,
  ]),
);

const spaces: Record<string, string> = Object.fromEntries(
  [0x20, 0xa0, 0x2009, 0x202f, 0x3000, 0x09, 0x0a, 0x0d, 0x2028, 0x0b].map((code) => [
    `the space U+${code.toString(16).padStart(4, '0')}`,
    between(String.fromCodePoint(code)),
  ]),
);

const scripts: Record<string, string> = Object.fromEntries(
  Object.entries({
    'Arabic-Indic': 0x660,
    Persian: 0x6f0,
    Devanagari: 0x966,
    Bengali: 0x9e6,
    Thai: 0xe50,
    'full-width': 0xff10,
    'mathematical bold': 0x1d7ce,
    'mathematical monospace': 0x1d7f6,
    segmented: 0x1fbf0,
  }).map(([name, zero]) => [`${name} digits`, `Call ${inDigits(zero)} now`]),
);

/** Texts that contain the phone number 202 555 0143. */
export const phoneTexts: Record<string, string> = {
  ...dashes,
  ...invisible,
  ...spaces,
  ...scripts,
  international: '+12025550143',
  'international, in a sentence': 'Call +1 202 555 0143, please.',
  'with area code in brackets': '(202) 555-0143',
  'with dots': '202.555.0143',
  'with underscores': 'call_202_555_0143',
  'with slashes': '202/555/0143',
  'with backslashes': String.raw`202\555\0143`,
  'with stars': '202*555*0143',
  'with commas': '202,555,0143',
  'with colons': '202:555:0143',
  'with semicolons': '202;555;0143',
  'with bars': '202|555|0143',
  'with apostrophes': "202'555'0143",
  'with typographic apostrophes': '202’555’0143',
  'with equals signs': '202=555=0143',
  'with number signs': '202#555#0143',
  'with plus signs, as in a query': '+1+202+555+0143',
  'with spaces around dashes': '202 - 555 - 0143',
  'with many spaces': '202    555    0143',
  'with many spaces and dashes': '202  -- - --  555  -- - --  0143',
  'with dots and spaces': '202 . 555 . 0143',
  'digit by digit': '2 0 2 5 5 5 0 1 4 3',
  'digit by digit with dashes': '2-0-2-5-5-5-0-1-4-3',
  'digit by digit with commas and spaces': '2, 0, 2, 5, 5, 5, 0, 1, 4, 3',
  'in pairs': '20.25.55.01.43',
  'with an open bracket': '(202 555-0143',
  'with a closed bracket': '202) 555-0143',
  'with a bracket in the middle': '202 (555 0143',
  'with square brackets': '[202] 555-0143',
  'with braces': '{202} 555-0143',
  'with angle brackets': '<202> 555-0143',
  'with full-width brackets': '（２０２）５５５－０１４３',
  'with double brackets': '((202)) 555-0143',
  'with a trunk zero': '+1 (0) 202 555 0143',
  'with a dialing prefix': '00 1 202 555 0143',
  'with the prefix of America': '011-1-202-555-0143',
  'with an extension': '(202) 555-0143 ext. 99',
  'with a short extension': '202 555 0143x99',
  'as a tel URI': 'tel:+1-202-555-0143;ext=12',
  'as a sip URI': 'sip:+12025550143@phones.example;user=phone',
  'as a link of a messenger': 'https://wa.me/12025550143?text=hello',
  'after letters': 'TEL2025550143',
  'before letters': '2025550143th',
  'between letters': 'a2025550143b',
  'after letters, grouped': 'no202-555-0143x',
  'in an e-mail address': '2025550143@texts.example',
  'in a file name': 'voicemail_2025550143.wav',
  'in camel case': 'call2025550143Started',
  'between other numbers': '3 calls to 202 555 0143 at 10:05',
  'after a date': '2026-05-04 202-555-0143',
  'after a time': '10:05:12 2025550143',
  'in quotes': '"202" "555" "0143"',
  'in bold': '<b>202</b>-<b>555</b>-<b>0143</b>',
  'with line breaks of HTML': '202<br>555<br/>0143',
  'with break opportunities': '202<wbr>555<wbr>0143',
  'in Markdown': '**202**-_555_-**0143**',
  'as a link of Markdown': '[call](tel:2025550143)',
  'with entities of spaces': '202&nbsp;555&nbsp;0143',
  'with entities of dashes': '202&#45;555&#x2d;0143',
  'with named entities of dashes': '202&ndash;555&mdash;0143',
  'with entities of soft hyphens': '202&shy;555&shy;0143',
  'as decimal entities': Array.from('2025550143')
    .map((digit) => `&#${digit.charCodeAt(0)};`)
    .join(''),
  'as hexadecimal entities': Array.from('2025550143')
    .map((digit) => `&#x${digit.charCodeAt(0).toString(16)};`)
    .join(''),
  'as escaped entities': '202&amp;nbsp;555&amp;#45;0143',
  'with percent-encoded spaces': '%2B1%20202%20555%200143',
  'with spaces percent-encoded twice': '%252B1%2520202%2520555%25200143',
  'with spaces percent-encoded thrice': '%25252B1%252520202%252520555%2525200143',
  'percent-encoded': percent('2025550143'),
  'percent-encoded twice': percent(percent('2025550143')),
  'with brackets percent-encoded': '%28202%29%20555-0143',
  'as quoted-printable': '202=2D555=2D0143',
  'as quoted-printable digits': Array.from('2025550143')
    .map((digit) => `=${digit.charCodeAt(0).toString(16)}`)
    .join(''),
  'in escapes of JSON': Array.from('2025550143')
    .map((digit) => String.raw`\u00${digit.charCodeAt(0).toString(16)}`)
    .join(''),
  'with escaped line breaks': String.raw`202\n555\n0143`,
  'with escaped tabs': String.raw`202\t555\t0143`,
  'with escaped dashes': String.raw`202\u2013555\u20130143`,
  'as an escape of JavaScript': String.raw`\x32\x30\x32\x35\x35\x35\x30\x31\x34\x33`,
  'in JSON in a string': JSON.stringify({ to: '202 555 0143' }),
  'as a number of JSON in a string': JSON.stringify({ to: 2_025_550_143 }),
  'in JSON in JSON in a string': JSON.stringify({ event: JSON.stringify({ to: '202-555-0143' }) }),
  'in parts of JSON': JSON.stringify({ area: '202', local: '5550143' }),
  'in an array of JSON in a string': JSON.stringify(['202', '555', '0143']),
  'in base64': base64('Call 202 555 0143'),
  'in base64 without padding': base64('Call 202 555 0143!').replaceAll('=', ''),
  'in base64 of one number': base64('2025550143'),
  'in base64 of a number with a dash of Unicode': base64('202–555–0143 – Zoë'),
  'in base64 in a sentence': `The message was ${base64('+12025550143')}.`,
  'in base64url': Buffer.from('?? Call 202 555 0143 ÿÿ>>').toString('base64url'),
  'in base64 twice': base64(base64('Call 202 555 0143')),
  'in base64 of JSON': base64(JSON.stringify({ to: '202 555 0143' })),
  'in base64, percent-encoded': encodeURIComponent(base64('Call 202 555 0143 now!!')),
  'in base64 of UTF-16': Buffer.from('202 555 0143', 'utf16le').toString('base64'),
  'in base64 broken into lines': base64(`${'A note. '.repeat(12)}202 555 0143`).replaceAll(
    /.{76}/g,
    '$&\r\n',
  ),
  'in base64 of Latin-1': Buffer.from('Zo\u00eb 202 555 0143', 'latin1').toString('base64'),
  'in hexadecimal': Buffer.from('202 555 0143').toString('hex'),
  'in hexadecimal with colons': Buffer.from('2025550143')
    .toString('hex')
    .replaceAll(/(..)(?=.)/g, '$1:'),
  'in a token': `eyJhbGciOiJub25lIn0.${Buffer.from('{"tel":"2025550143"}').toString('base64url')}.c2ln`,
  'in a data URL': `data:text/plain;base64,${base64('Call 2025550143')}`,
  'in a data URL of text': 'data:text/vcard,TEL:202%2D555%2D0143',
  'in superscript': '²⁰²⁵⁵⁵⁰¹⁴³',
  'in subscript': '₂₀₂₅₅₅₀₁₄₃',
  'in circles': '②⓪②⑤⑤⑤⓪①④③',
  'in keycaps': Array.from('2025550143')
    .map((digit) => `${digit}\uFE0F\u20E3`)
    .join(''),
  'in keycaps with spaces': Array.from('2025550143')
    .map((digit) => `${digit}\uFE0F\u20E3`)
    .join(' '),
  'with combining marks': Array.from('2025550143')
    .map((digit) => `${digit}\u0332`)
    .join(''),
  'in two scripts': '202 555 ٠١٤٣',
  'in a vCard': 'BEGIN:VCARD\r\nTEL;TYPE=cell:+1-202-555-0143\r\nEND:VCARD',
  'in a query': 'https://shop.example/?to=%2B1%28202%29555-0143&x=1',
  'in a path': 'https://shop.example/call/202/555/0143/log',
  'as a fraction': '2025550143.00',
  'with grouped thousands': '2,025,550,143',
  'with grouped thousands of code': '2_025_550_143',
  'with an exponent': '2.025550143e9',
  'with a sign': '-2025550143',
  'in scientific notation': '2.025550143E+09',
  'with the word area': 'area 202, number 555 0143',
  'with ellipses': '202…555…0143',
  'with arrows': '202→555→0143',
  'with emoji': '202📞555📞0143',
};

/** Texts that contain other numbers, and what must not remain of them. */
export const otherNumbers: Record<string, readonly [text: string, trace: string]> = {
  'of Berlin': ['+49 (0)30 / 90 18 20-0', '3090182'],
  'of Berlin without spaces': ['030/901820', '30901820'],
  'of London': ['020 7946 0958', '79460958'],
  'of Paris': ['01 99 00 12 34', '19900123'],
  'of India': ['98765 43210', '9876543210'],
  'of Japan': ['03-1234-5678', '12345678'],
  'of Brazil': ['(11) 96123-4567', '961234567'],
  'of Denmark': ['32 12 34 56', '32123456'],
  'of a small country': ['+500 21234', '50021234'],
  'of seven digits': ['555-0143', '5550143'],
};
