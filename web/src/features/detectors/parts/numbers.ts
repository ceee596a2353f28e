/** Numbers that a person pasted, in whatever way they are separated; or a sentence on what is none. */
export function parseNumbers(text: string): number[] | string {
  const parts = text
    .replace(/^\s*\[|\]\s*$/g, '')
    .split(/[\s,;]+/)
    .filter((each) => each !== '');
  const values = parts.map(Number);
  const wrong = parts[values.findIndex((value) => !Number.isFinite(value))];
  return wrong === undefined ? values : `"${wrong}" is not a number`;
}
