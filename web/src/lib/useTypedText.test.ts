import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useTypedText } from './useTypedText';

function field() {
  return renderHook(({ value }) => useTypedText(value), { initialProps: { value: '' } });
}

test('a value that comes back late leaves alone what was typed meanwhile', () => {
  const { result, rerender } = field();
  act(() => {
    result.current.onTyped('disk ');
    result.current.onSent('disk');
  });
  rerender({ value: 'disk' });
  expect(result.current.text).toBe('disk ');
  act(() => {
    result.current.onTyped('disk full');
    result.current.onSent('disk f');
    result.current.onSent('disk full');
  });
  rerender({ value: 'disk f' });
  expect(result.current.text).toBe('disk full');
  rerender({ value: 'disk full' });
  expect(result.current.text).toBe('disk full');
});

test('a value that nobody typed replaces the text, also one that was typed before', () => {
  const { result, rerender } = field();
  act(() => {
    result.current.onTyped('disk');
    result.current.onSent('disk');
  });
  rerender({ value: 'disk' });
  rerender({ value: '' });
  expect(result.current.text).toBe('');
  rerender({ value: 'disk' });
  expect(result.current.text).toBe('disk');
});

test('what changes nothing is not waited for', () => {
  const { result, rerender } = field();
  act(() => {
    result.current.onTyped('');
    result.current.onSent('');
    result.current.onTyped('a');
  });
  rerender({ value: 'b' });
  rerender({ value: '' });
  expect(result.current.text).toBe('');
});
