import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconMoon, IconSun } from '@tabler/icons-react';
import { Flyout } from './Flyout';
import { SCHEMES } from './schemes';
import classes from './Shell.module.css';

/** Light, dark, or as the system is. */
export function ThemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = useComputedColorScheme('light') === 'dark' ? IconMoon : IconSun;
  return (
    <Flyout
      className={classes.tool}
      label="Colour scheme"
      title="Choose a colour scheme"
      button={<Icon size={19} aria-hidden />}
    >
      {SCHEMES.map(({ value, text, icon: Sign }) => (
        <button
          key={value}
          type="button"
          className={classes.choice}
          aria-pressed={colorScheme === value}
          onClick={() => {
            setColorScheme(value);
          }}
        >
          <Sign size={16} aria-hidden />
          {text}
          {colorScheme === value && <IconCheck size={15} aria-hidden />}
        </button>
      ))}
    </Flyout>
  );
}
