import { Button, VisuallyHidden } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useFetchSuggestionsQuery } from '../../app/api/sources';
import { Card } from '../../components/Page';
import { Empty, Loaded } from '../../components/States';
import { Pager, Table, tableClasses } from '../../components/Table';

const LIMIT = 8;

/** Detectors that the metrics of a source suggest. */
export function SuggestionList({ source }: { source: string }) {
  const [page, setPage] = useState(1);
  const query = useFetchSuggestionsQuery({ name: source, page, limit: LIMIT });
  return (
    <Card title={`What could be watched on ${source}`} flush>
      <Loaded query={query} what="Suggestions">
        {({ suggestions, pagination }) =>
          suggestions.length === 0 ? (
            <Empty title="Nothing to suggest">It may not be reachable, or have no metrics yet.</Empty>
          ) : (
            <>
              <Table label="Suggestions" fetching={query.isFetching}>
                <thead>
                  <tr>
                    <th scope="col">Detector</th>
                    <th scope="col">
                      <VisuallyHidden>Action</VisuallyHidden>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {suggestions.map((suggestion) => (
                    <tr key={`${suggestion.name} ${suggestion.source.query}`}>
                      <td className={tableClasses.main} style={{ maxWidth: 0, width: '100%' }}>
                        <strong>{suggestion.name}</strong>
                        <span className={tableClasses.sub}>{suggestion.description}</span>
                        <span className={`${tableClasses.sub} ${tableClasses.mono}`} title={suggestion.source.query}>
                          {suggestion.source.query}
                        </span>
                      </td>
                      <td className={tableClasses.number}>
                        <Button
                          component={Link}
                          to="/detectors/new"
                          state={{ suggestion }}
                          size="compact-sm"
                          variant="light"
                          leftSection={<IconPlus size={14} />}
                          aria-label={`Use ${suggestion.name}`}
                        >
                          Use
                        </Button>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </Table>
              <Pager pagination={pagination} one="suggestion" onPage={setPage} />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
