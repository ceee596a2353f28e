import { createTheme } from '@mantine/core';

/**
 * Sizes and behaviour; the colours are custom properties in `styles/tokens.css`, because the page must
 * not need style elements made at run time (they fall to a strict content policy). The components are
 * named, not imported: a page that uses one loads it.
 */
export const theme = createTheme({
  primaryColor: 'teal',
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Modal: {
      defaultProps: {
        centered: true,
        // the scroll lock writes a style element
        lockScroll: false,
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
  },
});
