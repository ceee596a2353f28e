import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useTypedText } from '../lib/useTypedText';

/** Wait after the last key before a search starts, in milliseconds. */
const TYPING_MS = 250;

export interface SearchInputProps {
  value: string;
  onSearch: (text: string) => void;
  label: string;
  className?: string | undefined;
}

/** A search that starts while one types; `/` leads to it. */
export function SearchInput({ value, onSearch, label, className }: SearchInputProps) {
  const { text, onTyped, onSent } = useTypedText(value);
  const send = (next: string) => {
    onSent(next);
    onSearch(next);
  };
  const search = useDebouncedCallback(send, TYPING_MS);
  return (
    <TextInput
      type="search"
      className={className}
      aria-label={label}
      placeholder={label}
      data-search
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text === '' ? null : (
          <CloseButton
            size="sm"
            aria-label="Clear the search"
            onClick={() => {
              onTyped('');
              send('');
            }}
          />
        )
      }
      value={text}
      onChange={({ currentTarget }) => {
        onTyped(currentTarget.value);
        search(currentTarget.value.trim());
      }}
    />
  );
}
