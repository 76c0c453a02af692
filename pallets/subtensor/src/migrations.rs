//! How storage came to be as it is. Version 1 is the first; there is nothing to migrate yet.
