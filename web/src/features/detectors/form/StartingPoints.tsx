import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useFetchSourcesQuery, useFetchSuggestionsQuery } from '../../../app/api/sources';
import type { Suggestion } from '../../../app/api/types';
import { Card } from '../../../components/Page';
import { Loaded, Loading } from '../../../components/States';
import form from '../../../components/Form.module.css';
import classes from './form.module.css';

const MOST = 50;

function Suggestions({ name, onPick }: { name: string; onPick: (suggestion: Suggestion) => void }) {
  const query = useFetchSuggestionsQuery({ name, page: 1, limit: MOST });
  return (
    <Loaded query={query} what="Suggestions" loading={<Loading rows={3} height={36} />}>
      {({ suggestions }) =>
        suggestions.length === 0 ? (
          <p className={form.note}>{name} has nothing to suggest.</p>
        ) : (
          <ul className={classes.suggestions}>
            {suggestions.map((suggestion) => (
              <li key={`${suggestion.name} ${suggestion.source.query}`}>
                <button
                  type="button"
                  className={classes.suggestion}
                  title={suggestion.description}
                  onClick={() => {
                    onPick(suggestion);
                  }}
                >
                  {suggestion.name}
                  <code>{suggestion.source.query}</code>
                </button>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

/** Detectors that the sources propose; one of them fills the form. */
export function StartingPoints({ onPick }: { onPick: (suggestion: Suggestion) => void }) {
  const sources = useFetchSourcesQuery();
  const names = sources.data?.sources.map(({ name }) => name) ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const name = chosen ?? names[0];
  if (name === undefined) {
    return null;
  }
  return (
    <Card
      title="Start from a suggestion"
      actions={
        <NativeSelect
          aria-label="Suggestions of"
          size="xs"
          data={names}
          value={name}
          onChange={({ currentTarget }) => {
            setChosen(currentTarget.value);
          }}
        />
      }
    >
      <p className={form.note}>Made from the metrics that are there. Picking one fills in the form.</p>
      <Suggestions name={name} onPick={onPick} />
    </Card>
  );
}
