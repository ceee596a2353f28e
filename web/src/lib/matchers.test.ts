import { expect, test } from 'vitest';
import { matcherFault, matcherText } from './matchers';

test.each([
  'team=payments',
  'team="payments"',
  ' team != "pay ments" ',
  'pod=~"api-.*"',
  'pod!~api-.+',
  'team=""',
  'path="a\\"b\\\\c, d}"',
  'grüße="schön"',
  '"a b=c"="d,e"',
  'a.b/c:d-e=1',
])('%s is a matcher', (text) => {
  expect(matcherFault(text)).toBeNull();
});

test.each([
  ['', 'must begin with the name of a label'],
  ['=b', 'must begin with the name of a label'],
  ['""=b', 'must begin with the name of a label'],
  ['{team="a"}', 'must begin with the name of a label'],
  ['team', 'needs one of = != =~ !~'],
  ['team payments', 'needs one of = != =~ !~'],
  ['team=', 'needs a value'],
  ['team==a', 'needs a value'],
  ["team='a'", 'needs a value'],
  ['team="a', 'has quotes that are not closed'],
  ['team=a b', 'must be one matcher only'],
  ['team="a",pod="b"', 'must be one matcher only'],
])('%s is none', (text, why) => {
  expect(matcherFault(text)).toContain(why);
});

test.each([
  ['pod', 'a', 'pod="a"'],
  ['zone name', 'a"b\\c', '"zone name"="a\\"b\\\\c"'],
  ['команда', '', 'команда=""'],
])('%s=%s is written so that it is read back', (name, value, text) => {
  expect(matcherText(name, value)).toBe(text);
  expect(matcherFault(text)).toBeNull();
});
