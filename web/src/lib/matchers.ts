import { quoted } from './labels';

/** What a name or value has to be in quotes for. */
const RESERVED = /[\s{}!=~,\\"'`]/;
const WORD = /(?:"(?:[^"\\]|\\[\s\S])*"|[^\s{}!=~,\\"'`]+)/y;
const OPERATION = /\s*(=~|!~|!=|=)\s*/y;

/** One label matcher in Alertmanager's syntax that takes exactly this value. */
export function matcherText(name: string, value: string): string {
  return `${RESERVED.test(name) ? quoted(name) : name}=${quoted(value)}`;
}

/** What is wrong with a label matcher, in one sentence; null where nothing is. The server checks the rest. */
export function matcherFault(text: string): string | null {
  const matcher = text.trim();
  const take = (part: RegExp, at: number): string | undefined => {
    part.lastIndex = at;
    return part.exec(matcher)?.[0];
  };
  const name = take(WORD, 0);
  if (name === undefined || name === '""') {
    return 'must begin with the name of a label, as in team="payments"';
  }
  const operation = take(OPERATION, name.length);
  if (operation === undefined) {
    return 'needs one of = != =~ !~ after the name';
  }
  const at = name.length + operation.length;
  const value = take(WORD, at);
  if (value === undefined) {
    return matcher[at] === '"' ? 'has quotes that are not closed' : 'needs a value, in quotes where it is empty or has blanks';
  }
  return at + value.length < matcher.length ? 'must be one matcher only, with a value in quotes where it has blanks or commas' : null;
}
