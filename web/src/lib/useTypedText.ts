import { useState } from 'react';

/**
 * The text of a field whose value takes effect elsewhere and a little later. A value that comes back from
 * there must not overwrite what was typed meanwhile; one that changed otherwise (the back button, a reset)
 * replaces the text. `onTyped` sets the text, `onSent` remembers what is on its way.
 */
export function useTypedText(value: string) {
  const [text, onTyped] = useState(value);
  const [shown, setShown] = useState(value);
  const [sent, setSent] = useState<string[]>([]);
  if (value !== shown) {
    const back = sent.indexOf(value);
    setShown(value);
    setSent(sent.slice(back + 1));
    if (back < 0) {
      onTyped(value);
    }
  }
  const onSent = (next: string) => {
    setSent((before) => (next === (before.at(-1) ?? value) ? before : [...before, next]));
  };
  return { text, onTyped, onSent };
}
