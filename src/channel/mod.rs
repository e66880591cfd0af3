//! How an attempt travels and how replies are fetched, one folder a channel.
