import { Alert, Button, PasswordInput } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconLogin2 } from '@tabler/icons-react';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { describe, isProblem } from '../api/problem';
import { useSignInMutation } from '../api/session';
import { useAppSelector } from '../hooks';
import classes from './SignIn.module.css';
import { ThemeMenu } from './ThemeMenu';

function Refusal({ error }: { error: unknown }) {
  const wait = isProblem(error) && error.retryAfterMs !== undefined ? ` Try again in ${Math.ceil(error.retryAfterMs / 1000)}s.` : '';
  return (
    <Alert color="red" role="alert">
      {describe(error)}
      {wait}
    </Alert>
  );
}

/** Asks for a token. It goes to the gateway once; what the browser keeps is a session. */
export default function SignIn() {
  const ended = useAppSelector((state) => state.session.ended);
  const [token, setToken] = useState('');
  const [signIn, { error, isLoading }] = useSignInMutation();
  const field = useRef<HTMLInputElement>(null);
  useDocumentTitle('Sign in · aiops');
  useEffect(() => {
    field.current?.focus();
  }, []);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const result = await signIn(token.trim());
    if (result.error !== undefined) {
      field.current?.select();
    }
  };
  return (
    <div className={classes.screen}>
      <header className={classes.top}>
        <ThemeMenu />
      </header>
      <main className={classes.card}>
        <div className={classes.brand}>
          <img src="/favicon.svg" width={34} height={34} alt="" />
          aiops
        </div>
        <h1 className={classes.title}>Sign in</h1>
        <p className={classes.text} role="status">
          {ended
            ? 'Your session has ended. Sign in to go on where you were.'
            : 'With the token that whoever runs this installation gave you.'}
        </p>
        <form className={classes.form} onSubmit={(event) => void submit(event)}>
          <PasswordInput
            ref={field}
            label="Token"
            name="token"
            autoComplete="current-password"
            spellCheck={false}
            value={token}
            visibilityToggleButtonProps={{ 'aria-label': 'Show the token' }}
            onChange={({ currentTarget }) => {
              setToken(currentTarget.value);
            }}
          />
          {error !== undefined && !isLoading && <Refusal error={error} />}
          <Button type="submit" fullWidth loading={isLoading} disabled={token.trim() === ''} leftSection={<IconLogin2 size={17} />}>
            Sign in
          </Button>
        </form>
      </main>
    </div>
  );
}
