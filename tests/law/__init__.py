"""Tests of the law floor: worked examples, sentences for people, properties for the machine."""
