import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';
import { matcherFault } from '../../lib/matchers';
import classes from './suppressions.module.css';

/** As many as the API takes. */
const MOST = 20;

export interface MatchersFieldProps {
  matchers: string[];
  onChange: (matchers: string[]) => void;
  /** What the server says of one that is filled in, by its place among those; or of all of them. */
  errorOf: (field: string) => string | undefined;
}

/** Label matchers, one a line; each says at once what is wrong with it. */
export function MatchersField({ matchers, onChange, errorOf }: MatchersFieldProps) {
  const group = useRef<HTMLFieldSetElement>(null);
  const focus = (index: number) => {
    setTimeout(() => group.current?.querySelectorAll('input')[index]?.focus());
  };
  const faultOf = (matcher: string, index: number): string | undefined => {
    if (matcher.trim() === '') {
      return undefined;
    }
    const place = matchers.slice(0, index).filter((each) => each.trim() !== '').length;
    return matcherFault(matcher) ?? errorOf(`matchers[${place}]`);
  };
  const whole = errorOf('matchers');
  return (
    <fieldset className={classes.group} ref={group}>
      <legend>Matchers</legend>
      <div className={classes.rows}>
        {matchers.map((matcher, index) => (
          <div key={index} className={classes.row}>
            <TextInput
              aria-label={`Matcher ${index + 1}`}
              placeholder={'team="payments"'}
              spellCheck={false}
              autoCapitalize="off"
              value={matcher}
              error={faultOf(matcher, index)}
              onChange={({ currentTarget }) => {
                onChange(matchers.map((each, at) => (at === index ? currentTarget.value : each)));
              }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={34}
              aria-label={`Remove matcher ${index + 1}`}
              title="Remove"
              disabled={matchers.length === 1 && matcher === ''}
              onClick={() => {
                const rest = matchers.filter((_each, at) => at !== index);
                onChange(rest.length === 0 ? [''] : rest);
                focus(Math.max(0, index - 1));
              }}
            >
              <IconTrash size={17} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        <div>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            disabled={matchers.length >= MOST}
            onClick={() => {
              onChange([...matchers, '']);
              focus(matchers.length);
            }}
          >
            Add matcher
          </Button>
        </div>
      </div>
      {whole !== undefined && (
        <p className={classes.fault} role="alert">
          Matchers: {whole}
        </p>
      )}
    </fieldset>
  );
}
