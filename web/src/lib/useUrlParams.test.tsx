import { act, fireEvent, render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { expect, test } from 'vitest';
import { pageOf, useUrlParams } from './useUrlParams';

const DEFAULTS = { page: '1', q: '', sort: 'name' };

function Reader() {
  const [params, change] = useUrlParams(DEFAULTS);
  return (
    <>
      <output>{`${params.page} ${params.q} ${params.sort}`}</output>
      <button
        type="button"
        onClick={() => {
          change({ q: 'lat' });
        }}
      >
        search
      </button>
      <button
        type="button"
        onClick={() => {
          change({ sort: '-score' });
        }}
      >
        sort
      </button>
    </>
  );
}

function open(path: string) {
  const router = createMemoryRouter([{ path: '/', Component: Reader }], { initialEntries: [path] });
  render(<RouterProvider router={router} />);
  return router;
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

test('two changes before the next rendering both count', () => {
  const router = open('/?page=3');
  act(() => {
    press('search');
    press('sort');
  });
  expect(router.state.location.search).toBe('?q=lat&sort=-score');
  expect(screen.getByRole('status')).toHaveTextContent('1 lat -score');
});

test('a change after going back builds on the address that is shown', async () => {
  const router = open('/');
  press('search');
  await act(() => router.navigate(-1));
  press('sort');
  expect(router.state.location.search).toBe('?sort=-score');
});

test('a page is a whole number from 1', () => {
  expect([pageOf('2'), pageOf('0'), pageOf('x'), pageOf('1.5')]).toEqual([2, 1, 1, 1]);
});
