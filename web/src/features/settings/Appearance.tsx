import { NativeSelect, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { SCHEMES } from '../../app/shell/schemes';
import { chooseZone, dateTime, type Zone, zone } from '../../lib/time';
import { useNow } from '../../lib/useNow';
import classes from './settings.module.css';

function Schemes() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>Theme</legend>
      <div className={classes.schemes}>
        {SCHEMES.map(({ value, text, icon: Icon }) => (
          <label key={value} className={classes.scheme}>
            <input
              type="radio"
              name="scheme"
              checked={colorScheme === value}
              onChange={() => {
                setColorScheme(value);
              }}
            />
            <Icon size={17} aria-hidden />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Times() {
  const [shown, setShown] = useState(zone);
  const now = useNow();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <NativeSelect
      label="Times are shown in"
      description={`Now it is ${dateTime(now, true)}`}
      value={shown}
      data={[
        { value: 'local', label: `the zone of this browser (${here})` },
        { value: 'utc', label: 'UTC' },
      ]}
      onChange={({ currentTarget }) => {
        chooseZone(currentTarget.value as Zone);
        setShown(currentTarget.value as Zone);
      }}
    />
  );
}

/** What only concerns how things look, kept in this browser. */
export function Appearance() {
  return (
    <div className={classes.stack}>
      <Schemes />
      <Times />
    </div>
  );
}
