/**
 * 300 strings that become script wherever somebody forgot to escape them: every way of breaking out of markup before every
 * element that runs something by itself, and what breaks out of attributes, addresses, scripts and protocols. What they
 * run is `ran(<number>)`, or they fetch something from {@link elsewhere}. Each fits into a name, the shortest field.
 */

/** Nobody has a reason to ask this host for anything. */
export const elsewhere = 'x.y';

/** What ends the text, attribute, element or comment that the string stands in. */
const breakouts = [
  '',
  '">',
  "'>",
  '</title>',
  '</textarea>',
  '</style>',
  '</script>',
  '</template>',
  '-->',
  ']]>',
  '</h4>',
  '</tilth-board>',
];

/** Elements that run or fetch something without anybody touching them. `N` is the number. */
export const elements = [
  '<script>ran(N)</script>',
  '<img src=x onerror=ran(N)>',
  '<svg onload=ran(N)>',
  '<svg><script>ran(N)</script></svg>',
  '<svg><set onbegin=ran(N) attributeName=x>',
  '<details open ontoggle=ran(N)>',
  '<input autofocus onfocus=ran(N)>',
  '<video src=x onerror=ran(N)>',
  '<video><source src=x onerror=ran(N)>',
  '<audio src=x onerror=ran(N)>',
  '<iframe src=javascript:parent.ran(N)>',
  '<iframe srcdoc="<script>ran(N)</script>">',
  '<iframe onload=ran(N)>',
  '<object data=x onerror=ran(N)>',
  '<link rel=stylesheet href=x onerror=ran(N)>',
  '<style onload=ran(N)>a{}</style>',
  '<body onload=ran(N)>',
  '<select autofocus onfocus=ran(N)>',
  `<img src=//${elsewhere}/N>`,
  `<meta http-equiv=refresh content=0;//${elsewhere}/N>`,
  `<base href=//${elsewhere}/N>`,
  '<a href=x autofocus onfocus=ran(N)>',
];

const others = [
  // out of an attribute, without an angle bracket
  '" onfocus=ran(N) autofocus tabindex=0 x="',
  "' onfocus=ran(N) autofocus tabindex=0 x='",
  'x onfocus=ran(N) autofocus tabindex=0',
  '" onanimationstart=ran(N) style="animation:a 1s',
  `" style="background:url(//${elsewhere}/N)`,
  // as an address, or behind one that becomes a link
  'javascript:ran(N)',
  'JaVaScRiPt:ran(N)',
  'java\tscript:ran(N)',
  '\u0001javascript:ran(N)',
  'javascript://x/%0aran(N)',
  'data:text/html,<script>ran(N)</script>',
  `https://${elsewhere}/"onmouseover=ran(N)//`,
  `https://${elsewhere}/'><img src=x onerror=ran(N)>`,
  `mailto:a@${elsewhere}"onfocus=ran(N) autofocus`,
  'tel:1"><svg onload=ran(N)>',
  `https://${elsewhere}/#<script>ran(N)</script>`,
  // in a template or a script
  '${ran(N)}',
  '{{ran(N)}}',
  "{{constructor.constructor('ran(N)')()}}",
  "';ran(N)//",
  '";ran(N)//',
  "\\';ran(N)//",
  '</script><script>ran(N)//',
  '\u2028ran(N)//\u2029',
  '<!--<script>ran(N)',
  // encoded once, for whoever decodes twice
  '&lt;img src=x onerror=ran(N)&gt;',
  '&#60;img src=x onerror=ran(N)&#62;',
  '%3Cimg src=x onerror=ran(N)%3E',
  '\\u003cimg src=x onerror=ran(N)\\u003e',
  '+ADw-script+AD4-ran(N)+ADw-/script+AD4-',
  '\uff1cimg src=x onerror=ran(N)\uff1e',
  // changed by a parser into something else
  '<svg><style><img src=x onerror=ran(N)></style>',
  '<math><mtext><style><img src=x onerror=ran(N)>',
  '<scr<script>ipt>ran(N)</scr</script>ipt>',
  // a header or an event of the server's own
  'a\r\n\r\n<script>ran(N)</script>',
  'a\n\nevent: change\ndata: <script>ran(N)</script>',
];

const patterns = [
  ...breakouts.flatMap((breakout) => elements.map((element) => breakout + element)),
  ...others,
];

/** All of them, each with a number of its own. */
export const hostile: readonly string[] = patterns.map((pattern, nth) =>
  pattern.replace(/\bN\b/g, String(nth)).trim(),
);

/** The string of that number, going round. */
export function hostileNo(nth: number): string {
  return hostile[nth % hostile.length] ?? '';
}
