import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

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
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  const search = useDebouncedCallback(onSearch, TYPING_MS);
  if (value !== shown) {
    // changed from outside: by the back button or a reset
    setShown(value);
    setText(value);
  }
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
              setText('');
              onSearch('');
            }}
          />
        )
      }
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        search(currentTarget.value.trim());
      }}
    />
  );
}
